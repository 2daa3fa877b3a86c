/** Tests of the run on one machine. */
@NullMarked
package dev.weir.standalone;

import org.jspecify.annotations.NullMarked;
