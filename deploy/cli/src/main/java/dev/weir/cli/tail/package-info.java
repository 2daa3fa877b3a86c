/** {@code weir tail}. */
@NullMarked
package dev.weir.cli.tail;

import org.jspecify.annotations.NullMarked;
