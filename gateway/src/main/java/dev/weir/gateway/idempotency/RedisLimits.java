package dev.weir.gateway.idempotency;

import java.time.Duration;

/**
 * How Redis is used.
 *
 * @param patience how long a request waits for it
 * @param lease how long a claim outlives its node
 * @param answerBytes of the largest answer that is stored
 * @param bytes of all answers that one node stores in the time for which they are kept, before they
 *     are compressed
 */
record RedisLimits(Duration patience, Duration lease, int answerBytes, long bytes) {
  static final RedisLimits DEFAULT =
      new RedisLimits(Duration.ofMillis(100), Duration.ofSeconds(15), 1 << 20, 128L << 20);
}
