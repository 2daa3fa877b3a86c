package dev.weir.gateway.cache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where packed answers are kept. Thread-safe; what is away holds nothing. */
interface AnswerStore extends AutoCloseable {
  /** Waits for a few milliseconds at most; null: there is none, or it can't be told. */
  byte @Nullable [] find(String key);

  /** Keeps it. May wait; false: it is not kept. */
  boolean put(String key, byte[] answer, Duration ttl);

  /**
   * Whether it answers and can be written; what it says of itself, for people. May wait.
   *
   * @throws CacheAwayException if not
   */
  Map<String, String> ping() throws CacheAwayException;

  /**
   * Forgets these answers. May wait.
   *
   * @throws CacheAwayException if that is not known to have happened
   */
  void delete(List<String> keys) throws CacheAwayException;

  /**
   * Forgets all answers. May wait.
   *
   * @throws CacheAwayException if that is not known to have happened
   */
  void flush() throws CacheAwayException;

  @Override
  void close();
}
