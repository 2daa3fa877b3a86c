/** The alerts process. */
@NullMarked
package dev.weir.alerts.app;

import org.jspecify.annotations.NullMarked;
