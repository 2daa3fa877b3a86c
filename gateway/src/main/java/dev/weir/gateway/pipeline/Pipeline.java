package dev.weir.gateway.pipeline;

import dev.weir.gateway.cache.CacheUse;
import dev.weir.gateway.cache.ResponseCache;
import dev.weir.gateway.core.GroupTerms;
import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateHold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls: tries the deployments of a call's plan until one answers or the plan ends. The
 * calling thread (virtual) is blocked until the client has everything. Thread-safe.
 */
public final class Pipeline {
  private static final Logger LOGGER = LoggerFactory.getLogger(Pipeline.class);

  private final Stages stages;
  private final Clockwork clockwork;
  private final Trails trails;
  private final Map<String, GroupTerms> groups;
  private final CallObserver observer;
  private final @Nullable CachedCalls cached;

  /**
   * @param groups of which something special is said
   * @param observer is told of every call
   * @param cache null: calls are not cached, whatever they say
   */
  public Pipeline(
      Stages stages,
      Clockwork clockwork,
      Trails trails,
      Map<String, GroupTerms> groups,
      CallObserver observer,
      @Nullable ResponseCache cache) {
    this.stages = stages;
    this.clockwork = clockwork;
    this.trails = trails;
    this.groups = Map.copyOf(groups);
    this.observer = observer;
    this.cached =
        cache == null
            ? null
            : new CachedCalls(cache, new CachedReply(this), stages.metrics(), stages.clock());
  }

  /** Gives the client an answer or a refusal. Whatever was spent is settled when this returns. */
  public void run(Call call, Client client) {
    CallObserver.Observation observation = observer.begin(call);
    if (observation == null) {
      answer(call, client);
      return;
    }
    CallTrail.View trail = null;
    try {
      trail = answer(call, new ObservedClient(client, observation));
    } finally {
      observation.end(trail);
    }
  }

  /** Null: nobody was tried. */
  private CallTrail.@Nullable View answer(Call call, Client client) {
    return switch (stages.rates().admit(call.rates(), TokenEstimate.of(call.request()))) {
      case RateAdmission.Admitted(RateHold hold) -> {
        try (var tally = new Tally(hold)) {
          tell(call, hold.figures(), client);
          yield run(call, client, tally);
        }
      }
      case RateAdmission.Limited(RateFigures by, Duration retryAfter) -> {
        stages.metrics().limits(call.payer(), call.plan().group(), List.of(by));
        Instant again = stages.clock().instant().plus(retryAfter);
        refuse(call.id(), new Refusal.RateLimited(by, retryAfter, again), client);
        yield null;
      }
      case RateAdmission.Unavailable by -> {
        refuse(call.id(), new Refusal.RateUnavailable(by), client);
        yield null;
      }
    };
  }

  private CallTrail.@Nullable View run(Call call, Client client, Tally tally) {
    CacheUse use = call.cache();
    return cached == null || use == null
        ? new Run(this, call, client, tally).go()
        : cached.run(call, use, client, tally, to -> new Run(this, call, to, tally).go());
  }

  private void tell(Call call, List<RateFigures> figures, Client client) {
    if (!figures.isEmpty()) {
      client.limits(figures);
      stages.metrics().limits(call.payer(), call.plan().group(), figures);
    }
  }

  /** Tells the client, and counts, why there is no answer. */
  public void refuse(String callId, Refusal refusal, Client client) {
    LOGGER.debug("call={} refused={}", callId, refusal.code());
    stages.metrics().refused(refusal.code());
    client.refuse(refusal);
  }

  /** Its clock of latencies, in nanoseconds. */
  public long nanos() {
    return stages.nanos().getAsLong();
  }

  Stages stages() {
    return stages;
  }

  Clockwork clockwork() {
    return clockwork;
  }

  Trails trails() {
    return trails;
  }

  GroupTerms terms(String group) {
    return groups.getOrDefault(group, GroupTerms.NONE);
  }
}
