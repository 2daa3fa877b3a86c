package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Incident;
import dev.weir.gateway.core.Incidents;
import dev.weir.schemas.events.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The traffic of one deployment. */
final class Lane {
  private final Candidate candidate;
  private final InstantSource clock;
  private final Incidents incidents;
  private final Breaker breaker;
  private final AtomicInteger inFlight = new AtomicInteger();

  Lane(Candidate candidate, InstantSource clock, Incidents incidents) {
    this.candidate = candidate;
    this.clock = clock;
    this.incidents = incidents;
    this.breaker = new Breaker(candidate.breaker());
  }

  Entry enter() {
    return switch (breaker.enter(clock.instant())) {
      case Breaker.Gate.Passable(Breaker.Role role) -> new Entry.Entered(new LanePass(role));
      case Breaker.Gate.Shut(Duration again) -> new Entry.Closed(SkipReason.OPEN, again);
    };
  }

  Pass force() {
    return new LanePass(Breaker.Role.FORCED);
  }

  int inFlight() {
    return inFlight.get();
  }

  boolean closed() {
    return breaker.closed();
  }

  private void tell(Breaker.Change change) {
    switch (change) {
      case Breaker.Change.Opened(String reason, Instant until) ->
          incidents.report(new Incident.BreakerOpened(route(), reason, until));
      case Breaker.Change.Closed() -> incidents.report(new Incident.BreakerClosed(route()));
      case Breaker.Change.None() -> {}
    }
  }

  private Route route() {
    return candidate.deployment().route();
  }

  private final class LanePass implements Pass {
    private final Breaker.Role role;
    private boolean ended;

    LanePass(Breaker.Role role) {
      this.role = role;
      inFlight.incrementAndGet();
    }

    @Override
    public void contentStarted() {
      tell(breaker.alive(role));
    }

    @Override
    public void answered(Duration latency, @Nullable Duration firstToken, long outputTokens) {
      end();
      tell(breaker.answered(role, clock.instant()));
    }

    @Override
    public void failed(Failure failure) {
      end();
      tell(breaker.failed(failure, role, clock.instant()));
    }

    @Override
    public void cancelled() {
      end();
      if (role == Breaker.Role.PROBE) {
        breaker.probeCancelled(clock.instant());
      }
    }

    @Override
    public void close() {
      if (!ended) {
        cancelled();
      }
    }

    private void end() {
      if (ended) {
        throw new IllegalStateException("this attempt has ended");
      }
      ended = true;
      inFlight.decrementAndGet();
    }
  }
}
