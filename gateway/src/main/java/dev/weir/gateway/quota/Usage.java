package dev.weir.gateway.quota;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How a lease is used, and so how large it should be: about 10 s of the recent rate, at most 2 % of
 * the limit. For the worker alone, except where said.
 */
final class Usage {
  /** Set while the lease is in the worker's queue; any thread. */
  final AtomicBoolean queued = new AtomicBoolean();

  /** The total that Redis knows of, in micro-USD; {@link #UNKNOWN} after a lost answer. */
  long told;

  /** Little is left, or others want it: ask for no more than is needed. */
  boolean tight;

  static final long UNKNOWN = -1;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int SECONDS_AHEAD = 10;
  private static final int LIMIT_SHARE = 50;

  /** Below this much free money the worker is called; any thread. */
  private volatile long lowWater;

  private double rate;
  private long beatAt;
  private long beatTaken;
  private long minuteAt;
  private long minuteTaken;

  Usage(long nanos) {
    beatAt = nanos;
    minuteAt = nanos;
  }

  /** The size aimed at, in nano-USD, when {@code waiting} is wanted besides. */
  long target(long taken, long waiting, long limit, long nanos) {
    double now = (double) (taken - beatTaken + waiting) / Math.max(SECOND, nanos - beatAt) * SECOND;
    return Math.min((long) (SECONDS_AHEAD * Math.max(rate, now)), limit / LIMIT_SHARE);
  }

  /** Once a second: follows the rate. */
  void beat(long taken, long limit, long nanos) {
    long elapsed = Math.max(1, nanos - beatAt);
    rate = (rate + (double) (taken - beatTaken) / elapsed * SECOND) / 2;
    beatTaken = taken;
    beatAt = nanos;
    watermark(target(taken, 0, limit, nanos));
  }

  /** Half of the size aimed at, and none where asking for more is of no use. */
  void watermark(long target) {
    lowWater = tight ? 0 : target / 2;
  }

  boolean low(long free) {
    return free < lowWater;
  }

  /** Once a minute: what the last minute took, and so all that need be kept; else all of it. */
  long keep(long taken, long nanos) {
    if (nanos - minuteAt < MINUTE) {
      return Long.MAX_VALUE;
    }
    long used = taken - minuteTaken;
    minuteAt = nanos;
    minuteTaken = taken;
    return used;
  }
}
