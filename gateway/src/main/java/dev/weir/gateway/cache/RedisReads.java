package dev.weir.gateway.cache;

import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from Redis for many calls at once: one thread asks for all that are waiting. A call waits
 * for a bounded time, and not at all while Redis is away or has been silent for that time.
 */
final class RedisReads implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RedisReads.class);
  private static final Duration RECONNECT = Duration.ofSeconds(1);
  private static final int WAITING = 10_000;
  private static final int BATCH = 200;
  private static final long IDLE = 0;

  private final RedisSettings server;
  private final Duration timeout;
  private final Duration patience;
  private final LongSupplier nanos;
  private final BlockingQueue<Ask> asks = new LinkedBlockingQueue<>(WAITING);
  private final Thread thread;

  // Of the thread alone.
  private @Nullable RedisLink link;

  private volatile boolean connected;
  private volatile boolean closed;

  /** Since when Redis has been asked without an answer; {@link #IDLE}: it is not being asked. */
  private volatile long askedAt = IDLE;

  private record Ask(String key, CompletableFuture<byte @Nullable []> answer) {}

  private RedisReads(
      RedisSettings server, Duration timeout, Duration patience, LongSupplier nanos) {
    this.server = server;
    this.timeout = timeout;
    this.patience = patience;
    this.nanos = nanos;
    this.thread = Thread.ofPlatform().daemon().name("cache-redis").unstarted(this::work);
  }

  static RedisReads start(
      RedisSettings server, Duration timeout, Duration patience, LongSupplier nanos) {
    var reads = new RedisReads(server, timeout, patience, nanos);
    reads.thread.start();
    return reads;
  }

  /** Null: there is nothing, or it can't be told. */
  byte @Nullable [] find(String key) {
    var answer = new CompletableFuture<byte @Nullable []>();
    if (!connected || silent() || !asks.offer(new Ask(key, answer))) {
      return null;
    }
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    } catch (TimeoutException | ExecutionException _) {
      return null;
    }
  }

  private boolean silent() {
    long asked = askedAt;
    return asked != IDLE && nanos.getAsLong() - asked > patience.toNanos();
  }

  private void work() {
    try {
      while (!closed) {
        connect();
        Ask first = asks.poll(RECONNECT.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
          List<Ask> batch = new ArrayList<>();
          batch.add(first);
          asks.drainTo(batch, BATCH);
          answer(batch);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  private void connect() {
    if (link != null) {
      return;
    }
    try {
      link = RedisLink.open(server, timeout);
      if (!connected) {
        LOGGER.info("answers are cached in Redis at {}:{}", server.host(), server.port());
      }
      connected = true;
    } catch (RedisUnavailableException e) {
      if (connected) {
        LOGGER.warn("nothing is read from the response cache: {}", e.getMessage());
      }
      connected = false;
    }
  }

  private void answer(List<Ask> batch) {
    List<byte @Nullable []> values = values(batch.stream().map(Ask::key).toList());
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer.complete(values.isEmpty() ? null : values.get(i));
    }
  }

  /** A server closes connections at rest, so the second try is on a fresh one. */
  private List<byte @Nullable []> values(List<String> keys) {
    askedAt = nanos.getAsLong() | 1;
    try {
      for (int tries = 0; tries < 2; tries++) {
        connect();
        RedisLink open = link;
        if (open == null) {
          break;
        }
        try {
          return open.values(keys);
        } catch (RedisUnavailableException e) {
          LOGGER.debug("the response cache: {}", e.getMessage());
          disconnect();
        }
      }
      return List.of();
    } finally {
      askedAt = IDLE;
    }
  }

  private void disconnect() {
    RedisLink open = link;
    if (open != null) {
      open.close();
      link = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
