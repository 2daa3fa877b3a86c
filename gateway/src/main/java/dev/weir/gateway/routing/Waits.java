package dev.weir.gateway.routing;

import dev.weir.gateway.core.Failure;
import java.time.Duration;
import java.util.SplittableRandom;

/** How long to wait before the same deployment is called again. */
final class Waits {
  private static final long FIRST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 8_000;
  private static final long JITTER_MILLIS = 750;
  private static final int DOUBLINGS = 4;

  private Waits() {}

  /**
   * Exactly what the provider asked for, else twice as long each time with some jitter (LiteLLM's
   * figures); never less than {@code least}.
   *
   * @param failures of this deployment so far, at least 1
   */
  static Duration before(Failure failure, int failures, Duration least, long seed) {
    Duration asked = failure.retryAfter();
    Duration wait = asked != null && asked.isPositive() ? asked : jittered(failures, seed);
    return wait.compareTo(least) < 0 ? least : wait;
  }

  /** Without the jitter. */
  static Duration backoff(int failures) {
    return Duration.ofMillis(
        Math.min(FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS), LONGEST_MILLIS));
  }

  private static Duration jittered(int failures, long seed) {
    return backoff(failures)
        .plusMillis(new SplittableRandom(seed + failures).nextLong(JITTER_MILLIS));
  }
}
