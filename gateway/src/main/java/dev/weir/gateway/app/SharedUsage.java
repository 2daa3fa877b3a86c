package dev.weir.gateway.app;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.core.RateLimit.Unit;
import dev.weir.gateway.quota.rate.RatePlane;
import dev.weir.gateway.routing.Conditions;
import dev.weir.gateway.routing.Usage;
import dev.weir.schemas.config.Balancing.Choice;

/**
 * What all nodes use of a deployment, where it has a limit: its rates are counted over all of them.
 * Of one without a limit only this node's use is known, which is as good for telling the least
 * used.
 */
record SharedUsage(Conditions local, RatePlane rates) implements Conditions {
  @Override
  public int inFlight(Candidate candidate) {
    return local.inFlight(candidate);
  }

  @Override
  public double latency(Candidate candidate, boolean stream, Choice choice) {
    return local.latency(candidate, stream, choice);
  }

  @Override
  public Usage usage(Candidate candidate) {
    Usage own = local.usage(candidate);
    return new Usage(
        Math.max(own.requests(), used(candidate, Unit.REQUESTS)),
        Math.max(own.tokens(), used(candidate, Unit.TOKENS)));
  }

  private long used(Candidate candidate, Unit unit) {
    for (RateLimit limit : candidate.rates()) {
      if (limit.unit() == unit && limit.limit() != RateLimit.UNLIMITED) {
        return Math.max(0, limit.limit() - rates.figures(limit).remaining());
      }
    }
    return 0;
  }
}
