/** The accounting process. */
@NullMarked
package dev.weir.accounting.app;

import org.jspecify.annotations.NullMarked;
