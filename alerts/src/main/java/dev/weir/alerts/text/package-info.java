/** What alerts say to people. */
@NullMarked
package dev.weir.alerts.text;

import org.jspecify.annotations.NullMarked;
