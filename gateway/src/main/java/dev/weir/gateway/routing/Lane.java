package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Incident;
import dev.weir.gateway.core.Incidents;
import dev.weir.schemas.config.Balancing.Choice;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The traffic of one deployment. */
final class Lane {
  private final InstantSource clock;
  private final Incidents incidents;
  private final Breaker breaker;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Minute minute = new Minute();
  private final Latencies perToken;
  private final Latencies toContent;
  private volatile Candidate candidate;
  private volatile boolean left;

  Lane(Candidate candidate, Choice choice, InstantSource clock, Incidents incidents) {
    this.candidate = candidate;
    this.clock = clock;
    this.incidents = incidents;
    this.breaker = new Breaker(candidate.breaker());
    this.perToken = new Latencies(choice.samples());
    this.toContent = new Latencies(choice.samples());
  }

  /** Whether it is the same model at the same place. */
  boolean leadsTo(Candidate other) {
    return route().equals(other.deployment().route())
        && candidate.deployment().apiBase().equals(other.deployment().apiBase());
  }

  /** Other terms for the same deployment. */
  void keepTo(Candidate now, Choice choice) {
    candidate = now;
    synchronized (minute) {
      perToken.keep(choice.samples());
      toContent.keep(choice.samples());
    }
    tell(breaker.keepTo(now.breaker(), clock.instant()));
  }

  /**
   * It is in the configuration no longer: nothing is to be told of it from now on but this.
   *
   * @param last is told if its breaker was open
   */
  void leave(Incidents last) {
    left = true;
    if (!healthy()) {
      last.report(new Incident.BreakerClosed(route()));
    }
  }

  Entry enter() {
    Instant now = clock.instant();
    return switch (breaker.enter(now)) {
      case Breaker.Gate.Passable(Breaker.Role role) -> new Entry.Entered(pass(role, now));
      case Breaker.Gate.Shut(Duration again) -> new Entry.Closed(SkipReason.OPEN, again);
    };
  }

  Pass force() {
    return pass(Breaker.Role.FORCED, clock.instant());
  }

  private Pass pass(Breaker.Role role, Instant now) {
    inFlight.incrementAndGet();
    synchronized (minute) {
      minute.request(now);
    }
    return new LanePass(role);
  }

  int inFlight() {
    return inFlight.get();
  }

  Usage usage() {
    synchronized (minute) {
      return minute.usage(clock.instant());
    }
  }

  double latency(boolean stream, Choice choice) {
    synchronized (minute) {
      return (stream ? toContent : perToken).mean(choice, clock.instant());
    }
  }

  boolean healthy() {
    return breaker.closed();
  }

  @Nullable BreakerNews news() {
    return breaker.news(candidate.id());
  }

  void learn(BreakerNews news) {
    tell(breaker.learn(news));
  }

  private void tell(Breaker.Change change) {
    if (left) {
      return;
    }
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

  private void measure(Duration latency, @Nullable Duration firstToken, Tokens tokens) {
    Instant now = clock.instant();
    synchronized (minute) {
      minute.tokens(tokens.prompt() + tokens.output(), now);
      if (firstToken != null) {
        toContent.add((double) firstToken.toNanos(), now);
      } else {
        perToken.add((double) latency.toNanos() / Math.max(1, tokens.output()), now);
      }
    }
  }

  private void measureSilence() {
    synchronized (minute) {
      toContent.silent();
      perToken.silent();
    }
  }

  private final class LanePass implements Pass {
    private final Breaker.Role role;
    private boolean ended;

    LanePass(Breaker.Role role) {
      this.role = role;
    }

    @Override
    public void contentStarted() {
      tell(breaker.alive(role, clock.instant()));
    }

    @Override
    public void answered(Duration latency, @Nullable Duration firstToken, Tokens tokens) {
      end();
      measure(latency, firstToken, tokens);
      tell(breaker.answered(role, clock.instant()));
    }

    @Override
    public void failed(Failure failure) {
      end();
      if (failure.kind() == Kind.TIMEOUT) {
        measureSilence();
      }
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
