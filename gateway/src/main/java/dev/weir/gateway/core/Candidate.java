package dev.weir.gateway.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as a member of its group: what routing and the call need to know besides how to
 * reach it.
 *
 * @param order the lowest order of a group is tried first
 * @param weight share of the calls; null: by {@code rpm}, or equal
 * @param rpm requests a minute that it can take; null: not stated
 * @param retries further attempts in the group after this one failed; null: the router's
 * @param dropParams leave out parameters that the provider does not know, instead of refusing
 * @param timeout of a whole answer
 * @param streamTimeout up to the first content of a stream
 */
public record Candidate(
    Deployment deployment,
    int order,
    @Nullable Integer weight,
    @Nullable Long rpm,
    @Nullable Integer retries,
    boolean dropParams,
    Duration timeout,
    Duration streamTimeout) {
  /** The group it serves. */
  public String group() {
    return deployment.group();
  }
}
