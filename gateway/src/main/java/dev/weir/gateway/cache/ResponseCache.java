package dev.weir.gateway.cache;

import dev.weir.schemas.config.CacheSettings.Limits;
import dev.weir.schemas.config.CacheSettings.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The response cache: answers by key. A store that is away or slow holds nothing and is no error.
 * Answers are stored in the background; when too many wait to be, they are dropped. Thread-safe.
 */
public final class ResponseCache implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ResponseCache.class);
  private static final int WAITING = 1_000;

  /** Of answers that wait to be stored. */
  private static final long WAITING_BYTES = 16L << 20;

  /** Of this process's memory. */
  private static final int LOCAL_SHARE = 4;

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final AnswerStore store;
  private final InstantSource clock;
  private final long entryBytes;
  private final Flights flights = new Flights();
  private final BlockingQueue<Keeping> keepings = new LinkedBlockingQueue<>(WAITING);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final LongAdder stored = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final Thread thread;

  /** An answer on its way to the store; empty key: there are no more. */
  private record Keeping(
      String key, Duration ttl, long bytes, Supplier<@Nullable CachedAnswer> answer) {
    static final Keeping NONE = new Keeping("", Duration.ZERO, 0, () -> null);

    boolean isLast() {
      return key.isEmpty();
    }
  }

  private ResponseCache(AnswerStore store, Limits limits, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.entryBytes = limits.entryBytes();
    this.thread = Thread.ofPlatform().daemon().name("cache-store").start(this::work);
  }

  /**
   * Opens it; a Redis need not be there yet.
   *
   * @param nanos a clock that only grows
   * @return null: the cache is off
   */
  public static @Nullable ResponseCache open(
      Store store, Limits limits, InstantSource clock, LongSupplier nanos) {
    return switch (store) {
      case Store.Off() -> null;
      case Store.Local() ->
          new ResponseCache(
              new LocalAnswers(Math.min(limits.bytes(), roomHere()), nanos), limits, clock);
      case Store.Redis(var server, Duration patience) ->
          new ResponseCache(
              RedisAnswers.start(server, patience, limits.bytes(), nanos), limits, clock);
    };
  }

  private static long roomHere() {
    return Runtime.getRuntime().maxMemory() / LOCAL_SHARE;
  }

  /**
   * Looks for an answer; waits for a few milliseconds at most.
   *
   * @param maxAge older ones will not do; null: they will
   * @return null: there is none
   */
  public @Nullable CachedAnswer find(String key, @Nullable Duration maxAge) {
    byte[] packed = store.find(key);
    if (packed == null) {
      return null;
    }
    try {
      CachedAnswer answer = CachedAnswer.read(packed);
      return maxAge == null || age(answer).compareTo(maxAge) <= 0 ? answer : null;
    } catch (IOException e) {
      LOGGER.debug("no answer of this version under {}: {}", key, e.toString());
      return null;
    }
  }

  /** Since an answer was given first. */
  public Duration age(CachedAnswer answer) {
    Duration age = Duration.between(answer.storedAt(), clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /**
   * Keeps an answer. Does not wait.
   *
   * @param bytes that it takes in memory until it is stored
   * @param answer made in the background; null from it: it can't be kept
   */
  public void keep(String key, Duration ttl, long bytes, Supplier<@Nullable CachedAnswer> answer) {
    boolean room = waitingBytes.addAndGet(bytes) <= WAITING_BYTES;
    if (!room || !keepings.offer(new Keeping(key, ttl, bytes, answer))) {
      waitingBytes.addAndGet(-bytes);
      dropped.increment();
      flights.land(key, null);
    }
  }

  /** Takes the lead among identical calls; {@link #keep} or {@link #land} must follow. */
  public boolean lead(String key) {
    return flights.lead(key);
  }

  /** Waits for the answer of the call that leads; null: none came of it in time. */
  public @Nullable CachedAnswer follow(String key, Duration patience) {
    return flights.await(key, patience);
  }

  /** Ends a lead without an answer. */
  public void land(String key) {
    flights.land(key, null);
  }

  /** Answers that were stored by this node. */
  public double stored() {
    return stored.sum();
  }

  /** Answers that were not stored: too large, too many at once, or the store was away or full. */
  public double dropped() {
    return dropped.sum();
  }

  /**
   * Whether the store answers; what it says of itself, for people.
   *
   * @throws CacheAwayException if it does not
   */
  public Map<String, String> ping() throws CacheAwayException {
    return store.ping();
  }

  /**
   * Forgets these answers, by their keys as clients are told them.
   *
   * @throws CacheAwayException if the store can't be reached
   */
  public void delete(List<String> keys) throws CacheAwayException {
    store.delete(keys);
  }

  /**
   * Forgets all answers, and nothing else.
   *
   * @throws CacheAwayException if the store can't be reached
   */
  public void flush() throws CacheAwayException {
    store.flush();
  }

  private void work() {
    try {
      for (Keeping next = keepings.take(); !next.isLast(); next = keepings.take()) {
        CachedAnswer answer = null;
        try {
          answer = store(next);
        } catch (RuntimeException e) {
          LOGGER.warn("an answer could not be stored", e);
        } finally {
          waitingBytes.addAndGet(-next.bytes);
          flights.land(next.key, answer);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      store.close();
    }
  }

  private @Nullable CachedAnswer store(Keeping keeping) {
    CachedAnswer answer = keeping.answer.get();
    if (answer == null) {
      return null;
    }
    boolean kept =
        answer.body().length <= entryBytes && store.put(keeping.key, answer.packed(), keeping.ttl);
    (kept ? stored : dropped).increment();
    return answer;
  }

  /** Stores what waits to be, for a bounded time. */
  @Override
  public void close() {
    if (!keepings.offer(Keeping.NONE)) {
      thread.interrupt();
    }
    try {
      if (!thread.join(CLOSE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
