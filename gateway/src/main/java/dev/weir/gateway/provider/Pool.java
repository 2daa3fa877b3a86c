package dev.weir.gateway.provider;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Connections at rest. The one used last is used first, so those that the load does not need run
 * into their deadline, which is the watchdog's to enforce. Without locks.
 */
final class Pool {
  /** A peer rarely closes sooner after its last answer; beyond, looking costs little. */
  private static final long TRUSTED_NANOS = Duration.ofMillis(500).toNanos();

  private final ConcurrentMap<Endpoint, Deque<Connection>> resting = new ConcurrentHashMap<>();
  private final long keepNanos;

  Pool(Duration keep) {
    this.keepNanos = keep.toNanos();
  }

  /**
   * Takes a connection that looks usable.
   *
   * @param until its deadline from now on
   */
  @Nullable Connection take(Endpoint endpoint, long nowNanos, long until) {
    Deque<Connection> idle = resting.get(endpoint);
    Connection connection = idle == null ? null : idle.pollFirst();
    while (idle != null && connection != null) {
      if (connection.arm(until)) {
        boolean trusted =
            connection.restingFor(nowNanos) < TRUSTED_NANOS && !connection.hasArrived();
        if (trusted || connection.isQuiet()) {
          return connection;
        }
        connection.close();
      }
      connection = idle.pollFirst();
    }
    return null;
  }

  /** Puts a connection to rest whose answer was read to its end. */
  void give(Connection connection, long nowNanos) {
    connection.restSince(nowNanos);
    if (connection.arm(nowNanos + keepNanos)) {
      resting
          .computeIfAbsent(connection.endpoint(), _ -> new ConcurrentLinkedDeque<>())
          .addFirst(connection);
      prune(connection);
    }
  }

  /** Connections at the far end have expired first; without this they would pile up there. */
  private void prune(Connection given) {
    Deque<Connection> idle = resting.get(given.endpoint());
    Connection oldest = idle == null ? null : idle.peekLast();
    if (idle != null && oldest != null && oldest.hasExpired()) {
      idle.removeLastOccurrence(oldest);
    }
  }
}
