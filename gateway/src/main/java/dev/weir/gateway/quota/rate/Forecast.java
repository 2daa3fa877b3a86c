package dev.weir.gateway.quota.rate;

import java.util.List;

/**
 * What Redis told last about a window: how much was used by all, and when it will leave the window.
 *
 * @param at when, by the nanosecond clock
 * @param used by all nodes, granted but unused included
 * @param leaving in the order of time
 */
record Forecast(long at, long used, List<Leaving> leaving) {
  /** So much leaves the window at that nanosecond. */
  record Leaving(long at, long count) {}

  static Forecast none(long now) {
    return new Forecast(now, 0, List.of());
  }

  Forecast {
    leaving = List.copyOf(leaving);
  }

  /** What of it still counts. */
  long used(long now) {
    long left = used;
    for (Leaving one : leaving) {
      if (one.at - now > 0) {
        return left;
      }
      left -= one.count;
    }
    return left;
  }

  /** When no more than so much is left of what is used. */
  long downTo(long count, long now) {
    long left = used;
    for (Leaving one : leaving) {
      if (left <= count) {
        return now;
      }
      left -= one.count;
      if (left <= count) {
        return Math.max(now, one.at);
      }
    }
    return now;
  }

  /** When nothing is left. */
  long end(long now) {
    return leaving.isEmpty() ? now : Math.max(now, leaving.getLast().at);
  }
}
