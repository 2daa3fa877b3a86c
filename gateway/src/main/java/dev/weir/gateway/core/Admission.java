package dev.weir.gateway.core;

import java.time.Duration;

/** Whether an attempt may spend (quota-protocol.md, "Sizes and waiting"). */
public sealed interface Admission {
  /** It may; the hold must be ended. */
  record Admitted(Hold hold) implements Admission {}

  /**
   * Spent plus this estimate is over the limit: 402.
   *
   * @param spentNanoUsd known to be spent in the window
   * @param heldNanoUsd set aside or leased besides
   * @param estimateNanoUsd what was asked for
   */
  record Exhausted(Budget budget, long spentNanoUsd, long heldNanoUsd, long estimateNanoUsd)
      implements Admission {}

  /** Only holds, or idle leases of other nodes, were in the way, for all of the wait: 429. */
  record Busy(Budget budget, Duration retryAfter) implements Admission {}

  /**
   * No lease, and nobody to grant one: 503.
   *
   * @param reason for people, without secrets
   */
  record Unavailable(Budget budget, String reason) implements Admission {}
}
