package dev.weir.gateway.quota;

import java.time.Duration;

/**
 * What an operator may choose.
 *
 * @param budgetWait how long an attempt waits for a lease before it is refused as busy
 * @param maxWaiting how many attempts may wait at once; more are refused as busy at once
 */
public record LeaseSettings(Duration budgetWait, int maxWaiting) {
  /** 2 s, 1,000. */
  public static final LeaseSettings DEFAULT = new LeaseSettings(Duration.ofSeconds(2), 1_000);

  public LeaseSettings {
    if (budgetWait.isNegative() || maxWaiting < 0) {
      throw new IllegalArgumentException(budgetWait + ", " + maxWaiting);
    }
  }
}
