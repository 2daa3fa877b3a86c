package dev.weir.alerts.delivery;

import java.time.Duration;

/** What the other side said to a message. */
sealed interface Delivery {
  /** It stands there. */
  record Delivered() implements Delivery {}

  /** Not now: rate limited, down, or out of reach. Try again after the pause. */
  record Later(Duration pause, String reason) implements Delivery {}

  /** Never: the webhook or the message is refused. The reason is for people and has no secret. */
  record Refused(String reason) implements Delivery {}
}
