package dev.weir.accounting.fold;

import dev.weir.schemas.events.Repeats;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signals of one subject that were not told yet, so that a storm becomes a few messages with
 * counts: the first is told when its policy says, what follows at growing intervals. Times are
 * those of the log.
 *
 * @param last the latest, or the slowest of slow ones
 * @param since when the first of them happened
 * @param causes how many by short code
 * @param chargedNanoUsd what orphans cost
 * @param dueMillis when the next may be told
 * @param told how many times it was told
 * @param lastMillis of the latest
 */
public record Digest(
    Signal last,
    Instant since,
    long count,
    SortedMap<String, Long> causes,
    long chargedNanoUsd,
    long dueMillis,
    int told,
    long lastMillis) {
  /** After this long without a signal the next is another story, told like a first one. */
  static final Duration QUIET = Duration.ofMinutes(30);

  public Digest {
    causes = Collections.unmodifiableSortedMap(new TreeMap<>(causes));
  }

  /**
   * When it is told.
   *
   * @param waits before the first message, before the second, and so on; the last one again and
   *     again
   */
  public record Policy(List<Duration> waits) {
    private long wait(int told) {
      return waits.get(Math.min(told, waits.size() - 1)).toMillis();
    }
  }

  /** The first of its kind. */
  public static Digest begin(Signal signal, Policy policy, long nowMillis) {
    return new Digest(
            signal, signal.at(), 0, new TreeMap<>(), 0, nowMillis + policy.wait(0), 0, nowMillis)
        .plus(signal, nowMillis);
  }

  /** One more. */
  public Digest plus(Signal signal, long nowMillis) {
    SortedMap<String, Long> sums = new TreeMap<>(causes);
    sums.merge(cause(signal), 1L, Long::sum);
    return new Digest(
        count == 0 ? signal : worse(last, signal),
        count == 0 ? signal.at() : since,
        count + 1,
        sums,
        chargedNanoUsd + (signal instanceof Signal.Orphaned it ? it.chargedNanoUsd() : 0),
        dueMillis,
        told,
        nowMillis);
  }

  /** Whether there is something to tell now. */
  public boolean due(long nowMillis) {
    return count > 0 && nowMillis >= dueMillis;
  }

  /** As it is after what it holds was told. */
  public Digest told(Policy policy, long nowMillis) {
    long next = nowMillis + policy.wait(told + 1);
    return new Digest(last, since, 0, new TreeMap<>(), 0, next, told + 1, lastMillis);
  }

  /** Whether nothing is left to tell and nothing came of late. */
  public boolean forgettable(long nowMillis) {
    return count == 0 && nowMillis >= dueMillis && nowMillis - lastMillis >= QUIET.toMillis();
  }

  /** What it holds. */
  public Repeats repeats() {
    return new Repeats(
        since,
        count,
        causes.entrySet().stream()
            .map(it -> new Repeats.Cause(it.getKey(), it.getValue()))
            .sorted(Comparator.comparingLong(Repeats.Cause::count).reversed())
            .toList());
  }

  private static Signal worse(Signal before, Signal now) {
    return before instanceof Signal.Slow old
            && now instanceof Signal.Slow young
            && old.took().compareTo(young.took()) > 0
        ? before
        : now;
  }

  private static String cause(Signal signal) {
    return switch (signal) {
      case Signal.Failed it -> it.error();
      case Signal.Slow _ -> "slow";
      case Signal.Unpriced _ -> "unpriced";
      case Signal.Orphaned _ -> "orphaned";
      case Signal.Opened _, Signal.Ended _ -> "epoch";
    };
  }
}
