package dev.weir.gateway.pipeline;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Lets streams that are silent give a sign of life. One thread looks at all of them in turn; what
 * it finds due is written by another, since a client may be slow to take it. Thread-safe.
 */
public final class KeepAlives implements AutoCloseable {
  private static final Duration LONGEST_TICK = Duration.ofMillis(100);
  private static final int TICKS = 4;

  private final LongSupplier nanos;
  private final Executor writers;
  private final Set<Outlet> watched = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile Duration interval;
  private volatile boolean closed;

  KeepAlives(Duration interval, LongSupplier nanos, Executor writers) {
    this.interval = interval;
    this.nanos = nanos;
    this.writers = writers;
    this.thread = Thread.ofVirtual().name("keep-alives").unstarted(this::look);
  }

  /**
   * Begins to look after streams.
   *
   * @param interval how long a stream may be silent
   * @param nanos monotonic
   */
  public static KeepAlives start(Duration interval, LongSupplier nanos) {
    var keepAlives = new KeepAlives(interval, nanos, Thread::startVirtualThread);
    keepAlives.thread.start();
    return keepAlives;
  }

  Duration interval() {
    return interval;
  }

  /** Signs of life come so often from now on. */
  public void every(Duration duration) {
    interval = duration;
  }

  void watch(Outlet outlet) {
    watched.add(outlet);
  }

  void forget(Outlet outlet) {
    watched.remove(outlet);
  }

  /** Looks once. */
  void tick() {
    long now = nanos.getAsLong();
    for (Outlet outlet : watched) {
      if (outlet.beatIsDue(now)) {
        writers.execute(outlet::beat);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void look() {
    while (!closed) {
      Duration part = interval.dividedBy(TICKS);
      long tick = (part.compareTo(LONGEST_TICK) < 0 ? part : LONGEST_TICK).toNanos();
      LockSupport.parkNanos(Math.max(tick, 1_000_000));
      tick();
    }
  }
}
