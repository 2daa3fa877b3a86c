package dev.weir.alerts.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether accounting is too far behind: it has not folded what stood in the log for so long.
 * Speaks only when that changes. Not thread-safe.
 */
final class Lag {
  private final Duration limit;
  private final Deque<Reading> readings = new ArrayDeque<>();
  private @Nullable Instant behindSince;

  /**
   * One look at Kafka.
   *
   * @param ends of the log, by partition
   * @param folded up to where accounting has committed, by partition
   */
  record Reading(Instant at, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> folded) {
    private long behind(Map<TopicPartition, Long> wanted) {
      return wanted.entrySet().stream()
          .mapToLong(it -> Math.max(0, it.getValue() - folded.getOrDefault(it.getKey(), 0L)))
          .sum();
    }
  }

  /** What is to be told. */
  sealed interface News {
    /** Nothing has changed. */
    record None() implements News {}

    /** It is behind, by so many records. */
    record Behind(long records) implements News {}

    /** It no longer is. */
    record CaughtUp(Duration lasted) implements News {}
  }

  Lag(Duration limit) {
    this.limit = limit;
  }

  News look(Reading now) {
    readings.addLast(now);
    Instant latest = now.at.minus(limit);
    Reading old = null;
    while (!readings.isEmpty() && !readings.getFirst().at.isAfter(latest)) {
      old = readings.removeFirst();
    }
    if (old == null) {
      return new News.None();
    }
    readings.addFirst(old);
    return judge(now, now.behind(old.ends) > 0);
  }

  private News judge(Reading now, boolean behind) {
    Instant since = behindSince;
    if (behind && since == null) {
      behindSince = now.at.minus(limit);
      return new News.Behind(now.behind(now.ends));
    }
    if (!behind && since != null) {
      behindSince = null;
      return new News.CaughtUp(Duration.between(since, now.at));
    }
    return new News.None();
  }
}
