/** Slack's incoming webhooks on the loopback interface, for tests of alerts. */
@NullMarked
package dev.weir.provider.slack;

import org.jspecify.annotations.NullMarked;
