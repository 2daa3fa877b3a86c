/** Benchmarks: the gateway beside a bare nginx, in one run. */
@NullMarked
package dev.weir.bench;

import org.jspecify.annotations.NullMarked;
