/** Watches whether accounting keeps up with the log. */
@NullMarked
package dev.weir.alerts.watch;

import org.jspecify.annotations.NullMarked;
