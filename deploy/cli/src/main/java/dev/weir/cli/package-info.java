/** The {@code weir} command: what it consists of, and its start. */
@NullMarked
package dev.weir.cli;

import org.jspecify.annotations.NullMarked;
