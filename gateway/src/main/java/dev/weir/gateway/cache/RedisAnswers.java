package dev.weir.gateway.cache;

import dev.weir.gateway.core.StoredBytes;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.redis.RedisLink;
import dev.weir.schemas.redis.RedisUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** In a Redis that all nodes share; every answer expires. */
final class RedisAnswers implements AnswerStore {
  private static final Logger LOGGER = LoggerFactory.getLogger(RedisAnswers.class);
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration REST = Duration.ofSeconds(1);

  private final RedisSettings server;
  private final RedisKeys keys;
  private final RedisReads reads;
  private final StoredBytes stored;
  private final LongSupplier nanos;

  // Of the thread that stores alone.
  private @Nullable RedisLink link;
  private long failedAt;
  private boolean failed;

  private RedisAnswers(
      RedisSettings server, RedisReads reads, StoredBytes stored, LongSupplier nanos) {
    this.server = server;
    this.keys = new RedisKeys(server.prefix());
    this.reads = reads;
    this.stored = stored;
    this.nanos = nanos;
  }

  /**
   * Connects in the background.
   *
   * @param patience how long a read is waited for
   * @param bytes of this node's answers there, compressed
   */
  static RedisAnswers start(
      RedisSettings server, Duration patience, long bytes, LongSupplier nanos) {
    return new RedisAnswers(
        server,
        RedisReads.start(server, TIMEOUT, patience, nanos),
        new StoredBytes(bytes, nanos),
        nanos);
  }

  @Override
  public byte @Nullable [] find(String key) {
    return reads.find(keys.cached(key));
  }

  @Override
  public boolean put(String key, byte[] answer, Duration ttl) {
    boolean resting = failed && nanos.getAsLong() - failedAt < REST.toNanos();
    if (resting || !stored.take(answer.length, ttl)) {
      return false;
    }
    try {
      write(keys.cached(key), answer, ttl);
      failed = false;
      return true;
    } catch (RedisUnavailableException e) {
      LOGGER.debug("an answer is not stored: {}", e.getMessage());
      failed = true;
      failedAt = nanos.getAsLong();
      return false;
    }
  }

  private void write(String key, byte[] answer, Duration ttl) throws RedisUnavailableException {
    boolean rested = link != null;
    try {
      open().put(key, answer, ttl);
    } catch (RedisUnavailableException e) {
      disconnect();
      if (!rested) {
        throw e;
      }
      // A server closes connections at rest.
      open().put(key, answer, ttl);
    }
  }

  private RedisLink open() throws RedisUnavailableException {
    RedisLink open = link;
    if (open == null) {
      open = RedisLink.open(server, TIMEOUT);
      link = open;
    }
    return open;
  }

  private void disconnect() {
    RedisLink open = link;
    if (open != null) {
      open.close();
      link = null;
    }
  }

  @Override
  public Map<String, String> ping() throws CacheAwayException {
    return admin(link -> {
      link.put(keys.cached("ping"), new byte[0], Duration.ofSeconds(1));
      Map<String, String> facts = new TreeMap<>();
      link.info()
          .lines()
          .map(line -> line.split(":", 2))
          .filter(parts -> parts.length == 2)
          .forEach(parts -> facts.put(parts[0], parts[1].strip()));
      return facts;
    });
  }

  @Override
  public void delete(List<String> names) throws CacheAwayException {
    admin(link -> link.remove(names.stream().map(keys::cached).toList()));
  }

  @Override
  public void flush() throws CacheAwayException {
    admin(link -> {
      String cursor = "0";
      do {
        List<String> found = new ArrayList<>(link.scan(cursor, keys.cached("*")));
        cursor = found.removeFirst();
        link.remove(found);
      } while (!cursor.equals("0"));
      return cursor;
    });
  }

  private interface Task<T> {
    T run(RedisLink link) throws RedisUnavailableException;
  }

  private <T> T admin(Task<T> task) throws CacheAwayException {
    try (RedisLink own = RedisLink.open(server, ADMIN_TIMEOUT)) {
      return task.run(own);
    } catch (RedisUnavailableException e) {
      throw new CacheAwayException(e);
    }
  }

  @Override
  public void close() {
    disconnect();
    reads.close();
  }
}
