package dev.weir.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** In this process's memory, up to a number of bytes; the least used go first. */
final class LocalAnswers implements AnswerStore {
  /** What an entry takes beside its answer, roughly. */
  private static final int ENTRY_BYTES = 300;

  private final Cache<String, Kept> answers;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Kept(byte[] answer, Duration ttl) {}

  LocalAnswers(long bytes, LongSupplier nanos) {
    answers =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .<String, Kept>weigher((_, kept) -> kept.answer.length + ENTRY_BYTES)
            .expireAfter(Expiry.<String, Kept>writing((_, kept) -> kept.ttl))
            .ticker(nanos::getAsLong)
            .build();
  }

  @Override
  public byte @Nullable [] find(String key) {
    Kept kept = answers.getIfPresent(key);
    return kept == null ? null : kept.answer;
  }

  @Override
  public boolean put(String key, byte[] answer, Duration ttl) {
    answers.put(key, new Kept(answer, ttl));
    return true;
  }

  @Override
  public Map<String, String> ping() {
    return Map.of();
  }

  @Override
  public void delete(List<String> keys) {
    answers.invalidateAll(keys);
  }

  @Override
  public void flush() {
    answers.invalidateAll();
  }

  @Override
  public void close() {
    answers.invalidateAll();
  }
}
