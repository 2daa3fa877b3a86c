package dev.weir.schemas.config;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The response cache: {@code litellm_settings.cache}, {@code cache_params} and {@code weir.cache}.
 *
 * @param onByDefault false ({@code mode: default_off}): only calls that ask for it are cached
 * @param ttl how long an answer is kept where its call says nothing
 * @param namespace of calls that name none; null = none
 * @param scope who shares answers
 * @param singleFlight identical calls at the same time on one node are made once
 * @param limits what is kept
 */
public record CacheSettings(
    Store store,
    boolean onByDefault,
    Duration ttl,
    @Nullable String namespace,
    Set<CallType> callTypes,
    Scope scope,
    boolean singleFlight,
    Limits limits) {
  public CacheSettings {
    callTypes = Set.copyOf(callTypes);
  }

  /** Where answers are kept. */
  public sealed interface Store {
    /** Nowhere: nothing is cached. */
    record Off() implements Store {}

    /** In the memory of each node. */
    record Local() implements Store {}

    /**
     * In a Redis that all nodes share; it need not be the one of the quotas.
     *
     * @param patience how long a call waits for it before it goes to a provider
     */
    record Redis(RedisSettings server, Duration patience) implements Store {}
  }

  /** Calls whose answers are cached. */
  public enum CallType {
    /** {@code completion} and {@code acompletion}. */
    CHAT,
    /** {@code anthropic_messages} and {@code aanthropic_messages}. */
    MESSAGES,
    /** {@code embedding} and {@code aembedding}. */
    EMBEDDINGS
  }

  /** Who shares answers. */
  public enum Scope {
    /** The keys of a team; a key without a team is on its own. */
    TEAM,
    /** Nobody: each key is on its own. */
    KEY,
    /** Everybody. */
    ALL
  }

  /**
   * What is kept.
   *
   * @param entryBytes of the largest answer, before compression
   * @param bytes {@link Store.Local}: of all answers; {@link Store.Redis}: of those that one node
   *     stored and that are not old yet; compressed
   */
  public record Limits(long entryBytes, long bytes) {}
}
