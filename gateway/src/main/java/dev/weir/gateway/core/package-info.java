/** The words that all stages share. Imports no other stage. */
@NullMarked
package dev.weir.gateway.core;

import org.jspecify.annotations.NullMarked;
