/** {@code weir spend}. */
@NullMarked
package dev.weir.cli.spend;

import org.jspecify.annotations.NullMarked;
