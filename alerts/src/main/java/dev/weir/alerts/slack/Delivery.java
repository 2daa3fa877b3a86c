package dev.weir.alerts.slack;

import java.time.Duration;

/** What Slack said to a message. */
public sealed interface Delivery {
  /** It stands in the channel. */
  record Delivered() implements Delivery {}

  /** Not now: rate limited, down, or out of reach. Try again after the pause. */
  record Later(Duration pause, String reason) implements Delivery {}

  /** Never: the webhook or the message is refused. The reason is for people and has no secret. */
  record Refused(String reason) implements Delivery {}
}
