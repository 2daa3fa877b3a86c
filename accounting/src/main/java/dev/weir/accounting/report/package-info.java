/** Tells what the teams spent in a period, when it is over. */
@NullMarked
package dev.weir.accounting.report;

import org.jspecify.annotations.NullMarked;
