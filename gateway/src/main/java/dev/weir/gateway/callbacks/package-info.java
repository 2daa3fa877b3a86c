/** Tells receivers of traces what became of calls, beside the calls' way. */
@NullMarked
package dev.weir.gateway.callbacks;

import org.jspecify.annotations.NullMarked;
