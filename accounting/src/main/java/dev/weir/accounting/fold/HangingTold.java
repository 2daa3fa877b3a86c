package dev.weir.accounting.fold;

import java.time.Duration;

/**
 * What on-call was last told of hanging attempts at one deployment.
 *
 * @param count of how many
 * @param millis log-append time
 */
public record HangingTold(int count, long millis) {
  private static final Duration AGAIN = Duration.ofHours(1);
  private static final int WORSE = 10;

  /** Whether so many now are news. */
  public boolean news(int now, long nowMillis) {
    return old(nowMillis) || now >= WORSE * count;
  }

  /** Whether it need not be remembered. */
  public boolean old(long nowMillis) {
    return nowMillis - millis >= AGAIN.toMillis();
  }
}
