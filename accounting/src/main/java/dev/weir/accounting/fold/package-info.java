/** What the log adds up to: pure, no clock, no I/O. */
@NullMarked
package dev.weir.accounting.fold;

import org.jspecify.annotations.NullMarked;
