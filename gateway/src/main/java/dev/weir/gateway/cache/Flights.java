package dev.weir.gateway.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls that run and for which identical ones wait. Thread-safe. */
final class Flights {
  private final ConcurrentMap<String, CompletableFuture<@Nullable CachedAnswer>> running =
      new ConcurrentHashMap<>();

  /** Takes the lead for a key: {@link #land} must follow. False: somebody else has it. */
  boolean lead(String key) {
    return running.putIfAbsent(key, new CompletableFuture<>()) == null;
  }

  /** Waits for who leads; null: no answer came of it, or not in time, or nobody leads. */
  @Nullable CachedAnswer await(String key, Duration patience) {
    CompletableFuture<@Nullable CachedAnswer> flight = running.get(key);
    try {
      return flight == null ? null : flight.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    } catch (TimeoutException | ExecutionException _) {
      return null;
    }
  }

  /**
   * Ends a lead, if there is one.
   *
   * @param answer null: none to be shared
   */
  void land(String key, @Nullable CachedAnswer answer) {
    CompletableFuture<@Nullable CachedAnswer> flight = running.remove(key);
    if (flight != null) {
      flight.complete(answer);
    }
  }
}
