package dev.weir.schemas.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual key. The key itself is nowhere: {@code id} is its keyed hash (HMAC-SHA-256, hex), that
 * of the first where it was regenerated, or that of its SHA-256 where it was imported from LiteLLM.
 *
 * @param name what is shown of it, {@code sk-...abcd}
 * @param models model groups it may use; empty means all
 * @param budget null: no budget of its own
 * @param expires null: never
 * @param metadata as given by the admin, JSON values
 * @param rotation null: it was never regenerated
 * @param allowedRoutes paths, patterns and LiteLLM's names of groups of routes; null: all
 * @param aliases names under which the key's holder may ask for models; null: none
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
    String createdBy,
    @Nullable KeyRotation rotation,
    @Nullable List<String> allowedRoutes,
    @Nullable Map<String, String> aliases)
    implements DirectoryEntry {
  public KeyEntry {
    models = List.copyOf(models);
    allowedRoutes = allowedRoutes == null ? null : List.copyOf(allowedRoutes);
    aliases = aliases == null ? null : Map.copyOf(aliases);
  }

  /** A key as it was first made, for all routes and without aliases. */
  public KeyEntry(
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
      String createdBy) {
    this(
        id,
        version,
        name,
        alias,
        team,
        user,
        models,
        budget,
        softBudgetNanoUsd,
        rpmLimit,
        tpmLimit,
        maxParallelRequests,
        expires,
        blocked,
        metadata,
        createdAt,
        updatedAt,
        createdBy,
        null,
        null,
        null);
  }

  /** Whether the secret with this keyed hash is the key's at this instant. */
  public boolean accepts(String hash, Instant now) {
    if (rotation == null) {
      return id.equals(hash);
    }
    return rotation.hash().equals(hash)
        || rotation.retired().stream()
            .anyMatch(old -> old.hash().equals(hash) && now.isBefore(old.until()));
  }

  /** The key with another secret, of which this much is shown. */
  public KeyEntry rotated(KeyRotation rotation, String name) {
    return with(name, budget, rotation, expires, rotation.at());
  }

  /** The key with its budget on other terms. */
  public KeyEntry withBudget(BudgetTerms budget, Instant now) {
    return with(name, budget, rotation, expires, now);
  }

  /** The key with this end. */
  public KeyEntry expiring(Instant expires) {
    return with(name, budget, rotation, expires, updatedAt);
  }

  private KeyEntry with(
      String name,
      @Nullable BudgetTerms budget,
      @Nullable KeyRotation rotation,
      @Nullable Instant expires,
      Instant now) {
    return new KeyEntry(
        id,
        version + 1,
        name,
        alias,
        team,
        user,
        models,
        budget,
        softBudgetNanoUsd,
        rpmLimit,
        tpmLimit,
        maxParallelRequests,
        expires,
        blocked,
        metadata,
        createdAt,
        now,
        createdBy,
        rotation,
        allowedRoutes,
        aliases);
  }

  @Override
  public String recordKey() {
    return "key:" + id;
  }
}
