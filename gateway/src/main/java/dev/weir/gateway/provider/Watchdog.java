package dev.weir.gateway.provider;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Closes connections whose deadline has passed, within a tick of it. One thread looks at all
 * connections in turn: a call only writes its deadline into its connection, which costs nothing,
 * while a socket timeout costs a third of the throughput (measured, reference/helidon.md).
 */
final class Watchdog implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(20);

  private final Set<Connection> watched = ConcurrentHashMap.newKeySet();
  private final LongSupplier nanoTime;
  private final Thread thread;
  private volatile boolean closed;

  Watchdog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    // A platform thread: it must look also when all carriers of virtual threads are busy.
    this.thread = Thread.ofPlatform().daemon().name("provider-watchdog").unstarted(this::look);
  }

  void start() {
    thread.start();
  }

  void watch(Connection connection) {
    watched.add(connection);
    if (closed) {
      connection.close();
    }
  }

  void forget(Connection connection) {
    watched.remove(connection);
  }

  /** How many connections are open. */
  int size() {
    return watched.size();
  }

  @Override
  public void close() {
    closed = true;
    watched.forEach(Connection::close);
    LockSupport.unpark(thread);
  }

  private void look() {
    while (!closed) {
      LockSupport.parkNanos(TICK.toNanos());
      long now = nanoTime.getAsLong();
      for (Connection connection : watched) {
        connection.expire(now);
      }
    }
  }
}
