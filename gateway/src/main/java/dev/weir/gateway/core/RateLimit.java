package dev.weir.gateway.core;

import java.util.Locale;

/**
 * A limit on requests or tokens in any minute, or on calls at the same time; over all nodes.
 *
 * @param owner whom it limits, as clients are told: a key's hash, a team, a user, {@code
 *     user:team}, {@code hash:model}
 * @param limit 0: nothing is let in; {@link #UNLIMITED}: only counted
 */
public record RateLimit(Scope scope, String owner, Unit unit, long limit) {
  /** Stands for no limit: what is used is counted, nobody is refused. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** What is limited; labels are LiteLLM's. */
  public enum Scope {
    API_KEY,
    TEAM,
    USER,
    TEAM_MEMBER,
    MODEL_PER_KEY,
    MODEL_PER_TEAM,
    DEPLOYMENT;

    /** Such as {@code api_key}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is counted; labels are LiteLLM's. */
  public enum Unit {
    /** Calls in any minute. */
    REQUESTS,
    /** Prompt and answer, in any minute. */
    TOKENS,
    /** Calls that run at the same time. */
    MAX_PARALLEL_REQUESTS;

    /** Such as {@code max_parallel_requests}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public RateLimit {
    if (limit < 0) {
      throw new IllegalArgumentException("negative limit: " + limit);
    }
  }
}
