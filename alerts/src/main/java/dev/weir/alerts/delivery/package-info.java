/** Brings messages to Slack and to other webhooks, each at its own pace. */
@NullMarked
package dev.weir.alerts.delivery;

import org.jspecify.annotations.NullMarked;
