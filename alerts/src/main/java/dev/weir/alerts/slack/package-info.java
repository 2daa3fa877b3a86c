/** Alerts as Slack messages, and the webhook they are posted to. */
@NullMarked
package dev.weir.alerts.slack;

import org.jspecify.annotations.NullMarked;
