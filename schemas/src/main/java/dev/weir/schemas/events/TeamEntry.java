package dev.weir.schemas.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A team: a budget and a model list shared by its keys.
 *
 * @param models model groups its keys may use; empty means all
 * @param budget null: no budget of its own
 */
public record TeamEntry(
    String id,
    long version,
    @Nullable String alias,
    List<String> models,
    @Nullable BudgetTerms budget,
    @Nullable Long softBudgetNanoUsd,
    @Nullable Long rpmLimit,
    @Nullable Long tpmLimit,
    @Nullable Long maxParallelRequests,
    boolean blocked,
    Map<String, Object> metadata,
    Instant createdAt,
    Instant updatedAt)
    implements DirectoryEntry {
  public TeamEntry {
    models = List.copyOf(models);
  }

  @Override
  public String recordKey() {
    return "team:" + id;
  }
}
