package dev.weir.gateway.idempotency;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Keeps this node's answers in Redis, or on their way there, below a number of bytes. */
final class StoredBytes {
  private final long limit;
  private final long keepNanos;
  private final LongSupplier nanos;
  private final Deque<Taken> taken = new ArrayDeque<>();
  private long bytes;

  private record Taken(long bytes, long atNanos) {}

  StoredBytes(long limit, Duration keep, LongSupplier nanos) {
    this.limit = limit;
    this.keepNanos = keep.toNanos();
    this.nanos = nanos;
  }

  /** Whether there is room for so many more; they are counted until Redis has forgotten them. */
  synchronized boolean take(long more) {
    long now = nanos.getAsLong();
    while (!taken.isEmpty() && now - taken.peek().atNanos >= keepNanos) {
      bytes -= taken.remove().bytes;
    }
    if (bytes + more > limit) {
      return false;
    }
    bytes += more;
    taken.add(new Taken(more, now));
    return true;
  }
}
