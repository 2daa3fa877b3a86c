/** Tests of the scripted provider. */
@NullMarked
package dev.weir.provider;

import org.jspecify.annotations.NullMarked;
