package dev.weir.gateway.core;

import dev.weir.gateway.core.RateLimit.Unit;
import dev.weir.schemas.config.Capability;
import dev.weir.schemas.config.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as a member of its group: what routing and the call need to know besides how to
 * reach it.
 *
 * @param retries further attempts in the group after this one failed; null: the router's
 * @param dropParams leave out parameters that the provider does not know, instead of refusing
 * @param breaker when it is left alone for a while
 * @param mock what it does in place of calling its provider; null: it calls it
 */
public record Candidate(
    Deployment deployment,
    Preference preference,
    Limits limits,
    Timeouts timeouts,
    @Nullable Integer retries,
    boolean dropParams,
    BreakerTerms breaker,
    Facts facts,
    @Nullable Simulation mock) {
  /**
   * What makes a strategy prefer it within its group.
   *
   * @param order the lowest order of a group is tried first; who has none comes last
   * @param weight share of the calls; null: by {@code rpm}, or equal
   * @param tags of the requests that it serves
   */
  public record Preference(@Nullable Integer order, @Nullable Integer weight, List<String> tags) {
    /** Nothing said. */
    public static final Preference NONE = new Preference(null, null, List.of());

    public Preference {
      tags = List.copyOf(tags);
    }
  }

  /**
   * What it can take, over all nodes; null: not stated.
   *
   * @param rpm requests a minute
   * @param tpm tokens a minute
   * @param maxParallel calls at a time
   */
  public record Limits(@Nullable Long rpm, @Nullable Long tpm, @Nullable Long maxParallel) {
    /** None stated. */
    public static final Limits NONE = new Limits(null, null, null);
  }

  /**
   * Deadlines of one attempt.
   *
   * @param whole a whole answer
   * @param firstContent up to the first content of a stream
   * @param firstToken the same, where it has a deadline of its own ({@code ttft_timeout})
   * @param idle between two pieces of a stream that has begun; null: the gateway's
   */
  public record Timeouts(
      Duration whole,
      Duration firstContent,
      @Nullable Duration firstToken,
      @Nullable Duration idle) {
    public Timeouts {
      if (!whole.isPositive() || !firstContent.isPositive()) {
        throw new IllegalArgumentException("not positive: " + whole + ", " + firstContent);
      }
    }

    /** One deadline for a whole answer and for the first content. */
    public static Timeouts of(Duration whole) {
      return new Timeouts(whole, whole, null, null);
    }
  }

  /**
   * What is known of its model; null: unknown.
   *
   * @param mode what it is for
   * @param maxInputTokens the longest prompt
   * @param region where it runs, as the operator writes it
   * @param capabilities what it can do, and what it can't; what is not in it is not known
   */
  public record Facts(
      @Nullable Mode mode,
      @Nullable Long maxInputTokens,
      @Nullable String region,
      Map<Capability, Boolean> capabilities) {
    /** Nothing known. */
    public static final Facts NONE = new Facts(null, null, null, Map.of());

    public Facts {
      capabilities = Map.copyOf(capabilities);
    }

    /** Whether it is known to be in this region, or in a part of it ({@code eu-west-1}). */
    public boolean isIn(String wanted) {
      return region != null
          && (region.equalsIgnoreCase(wanted)
              || region.regionMatches(true, 0, wanted + "-", 0, wanted.length() + 1));
    }

    /** Whether it is known not to be able to. */
    public boolean lacks(Capability capability) {
      return Boolean.FALSE.equals(capabilities.get(capability));
    }

    /** Whether it is known to be able to. */
    public boolean can(Capability capability) {
      return Boolean.TRUE.equals(capabilities.get(capability));
    }
  }

  /** One of which nothing special is said. */
  public static Candidate of(Deployment deployment, Duration timeout) {
    return new Candidate(
        deployment,
        Preference.NONE,
        Limits.NONE,
        Timeouts.of(timeout),
        null,
        false,
        BreakerTerms.STANDARD,
        Facts.NONE,
        null);
  }

  /** What it can take, as limits; none where nothing is stated. */
  public List<RateLimit> rates() {
    List<RateLimit> rates = new ArrayList<>(3);
    add(rates, Unit.REQUESTS, limits.rpm());
    add(rates, Unit.TOKENS, limits.tpm());
    add(rates, Unit.MAX_PARALLEL_REQUESTS, limits.maxParallel());
    return rates;
  }

  private void add(List<RateLimit> rates, Unit unit, @Nullable Long limit) {
    if (limit != null) {
      rates.add(new RateLimit(RateLimit.Scope.DEPLOYMENT, id(), unit, limit));
    }
  }

  /** The group it serves. */
  public String group() {
    return deployment.group();
  }

  /** {@code model_info.id}: the same in every request. */
  public String id() {
    return deployment.id();
  }
}
