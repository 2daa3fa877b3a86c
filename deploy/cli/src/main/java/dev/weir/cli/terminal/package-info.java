/** How things are shown to people and to programs. Knows nothing of Weir. */
@NullMarked
package dev.weir.cli.terminal;

import org.jspecify.annotations.NullMarked;
