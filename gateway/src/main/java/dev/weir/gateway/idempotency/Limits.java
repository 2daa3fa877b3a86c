package dev.weir.gateway.idempotency;

import java.time.Duration;

/**
 * What is kept, and how long.
 *
 * @param keep how long a finished answer is given again
 * @param patience how long a call goes on although nobody listens, so that a retry can join it
 * @param answerBytes of the largest answer that is kept
 * @param bytes of all answers in memory
 * @param count of finished calls that are remembered in memory
 */
public record Limits(Duration keep, Duration patience, int answerBytes, long bytes, int count) {
  /** Ten minutes; ten seconds; 4 MiB; 64 MiB; 20,000. */
  public static final Limits DEFAULT =
      new Limits(Duration.ofMinutes(10), Duration.ofSeconds(10), 4 << 20, 64L << 20, 20_000);
}
