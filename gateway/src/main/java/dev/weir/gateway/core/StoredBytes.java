package dev.weir.gateway.core;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps what a node has stored elsewhere, or is about to, below a number of bytes. Each piece
 * counts until the store has forgotten it, to the second. Thread-safe.
 */
public final class StoredBytes {
  private final long limit;
  private final LongSupplier nanos;

  /** Bytes by the second in which they are forgotten. */
  private final TreeMap<Long, Long> taken = new TreeMap<>();

  private long bytes;

  public StoredBytes(long limit, LongSupplier nanos) {
    this.limit = limit;
    this.nanos = nanos;
  }

  /** Whether there is room for so many more, to be kept for so long; then they are counted. */
  public synchronized boolean take(long more, Duration keep) {
    long now = nanos.getAsLong();
    while (!taken.isEmpty() && taken.firstKey() <= second(now)) {
      bytes -= taken.pollFirstEntry().getValue();
    }
    if (bytes + more > limit) {
      return false;
    }
    bytes += more;
    taken.merge(second(now) + keep.toSeconds() + 1, more, Long::sum);
    return true;
  }

  private static long second(long nano) {
    return Math.floorDiv(nano, TimeUnit.SECONDS.toNanos(1));
  }
}
