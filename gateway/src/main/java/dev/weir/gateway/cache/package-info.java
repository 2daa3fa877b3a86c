/** Answers that are given again to requests that ask the same. */
@NullMarked
package dev.weir.gateway.cache;

import org.jspecify.annotations.NullMarked;
