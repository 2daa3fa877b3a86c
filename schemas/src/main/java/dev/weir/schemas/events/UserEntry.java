package dev.weir.schemas.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person or service that keys belong to: its limits hold all of its keys together.
 *
 * @param role LiteLLM's word, such as {@code internal_user}; null: none
 * @param models model groups that its keys without a team may use; empty means all
 * @param budget of its keys without a team; null: none
 * @param metadata as given by the admin, JSON values
 */
public record UserEntry(
    String id,
    long version,
    @Nullable String alias,
    @Nullable String email,
    @Nullable String role,
    List<String> models,
    @Nullable BudgetTerms budget,
    @Nullable Long softBudgetNanoUsd,
    @Nullable Long rpmLimit,
    @Nullable Long tpmLimit,
    @Nullable Long maxParallelRequests,
    Map<String, Object> metadata,
    Instant createdAt,
    Instant updatedAt)
    implements DirectoryEntry {
  public UserEntry {
    models = List.copyOf(models);
  }

  @Override
  public String recordKey() {
    return "user:" + id;
  }
}
