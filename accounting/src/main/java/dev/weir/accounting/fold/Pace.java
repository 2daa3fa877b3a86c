package dev.weir.accounting.fold;

import java.time.Duration;

/**
 * How fast a budget is spent: what stood there half an hour to an hour ago. Four figures are enough
 * for that, and a charge changes them twice an hour.
 *
 * @param fromMillis from when it is measured, in the time of events
 * @param fromNanoUsd what was spent by then
 * @param sinceMillis when the next measure began
 * @param sinceNanoUsd what was spent by then
 */
public record Pace(long fromMillis, long fromNanoUsd, long sinceMillis, long sinceNanoUsd) {
  private static final long TURN = Duration.ofMinutes(30).toMillis();
  private static final long SHORTEST = Duration.ofMinutes(10).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** Of which nothing is known yet. */
  static Pace begin(long millis, long nanoUsd) {
    return new Pace(millis, nanoUsd, millis, nanoUsd);
  }

  /** At the time of a charge, before it is counted. After a rest of an hour it begins anew. */
  Pace at(long millis, long nanoUsd) {
    long passed = millis - sinceMillis;
    if (passed >= 2 * TURN) {
      return begin(millis, nanoUsd);
    }
    return passed >= TURN ? new Pace(sinceMillis, sinceNanoUsd, millis, nanoUsd) : this;
  }

  /** Nano-USD an hour; 0 until it is measured for 10 minutes. */
  long perHour(long millis, long nanoUsd) {
    long span = millis - fromMillis;
    if (span < SHORTEST) {
      return 0;
    }
    long spent = nanoUsd - fromNanoUsd;
    return spent / span * HOUR + spent % span * HOUR / span;
  }
}
