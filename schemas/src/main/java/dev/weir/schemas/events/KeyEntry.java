package dev.weir.schemas.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual key. The key itself is nowhere: {@code id} is its keyed hash (HMAC-SHA-256, hex).
 *
 * @param name what is shown of it, {@code sk-...abcd}
 * @param models model groups it may use; empty means all
 * @param budget null: no budget of its own
 * @param expires null: never
 * @param metadata as given by the admin, JSON values
 */
public record KeyEntry(
    String id,
    long version,
    String name,
    @Nullable String alias,
    @Nullable String team,
    @Nullable String user,
    List<String> models,
    @Nullable BudgetTerms budget,
    @Nullable Long softBudgetNanoUsd,
    @Nullable Long rpmLimit,
    @Nullable Long tpmLimit,
    @Nullable Long maxParallelRequests,
    @Nullable Instant expires,
    boolean blocked,
    Map<String, Object> metadata,
    Instant createdAt,
    Instant updatedAt,
    String createdBy)
    implements DirectoryEntry {
  public KeyEntry {
    models = List.copyOf(models);
  }

  @Override
  public String recordKey() {
    return "key:" + id;
  }
}
