package dev.weir.gateway.core;

import java.time.Duration;

/** Whether a call keeps to its rates (quota-protocol.md, "Rates and concurrency"). */
public sealed interface RateAdmission {
  /** It does; the hold must be ended. */
  record Admitted(RateHold hold) implements RateAdmission {}

  /**
   * A limit is reached: 429.
   *
   * @param retryAfter until enough of it is free again, if nobody else uses it
   */
  record Limited(RateFigures by, Duration retryAfter) implements RateAdmission {}

  /**
   * Nobody can say, and this node does not know its share of the limit: 503.
   *
   * @param reason for people, without secrets
   */
  record Unavailable(RateLimit limit, String reason) implements RateAdmission {}
}
