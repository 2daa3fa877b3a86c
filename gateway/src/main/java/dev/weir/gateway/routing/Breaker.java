package dev.weir.gateway.routing;

import dev.weir.gateway.core.BreakerTerms;
import dev.weir.gateway.core.Failure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a deployment is left alone: closed, open until some moment, then half open while one
 * call finds out. Thread-safe; time is an argument.
 */
final class Breaker {
  private static final Duration LONGEST = Duration.ofHours(1);

  /** By then a probe that failed on the node that opened it is known here. */
  private static final Duration AFTER_OTHERS = Duration.ofMillis(600);

  /** Why an attempt is made. */
  enum Role {
    /** Like any other. */
    NORMAL,
    /** To find out whether the deployment works again. */
    PROBE,
    /** Because there is nowhere else to go. */
    FORCED
  }

  /** Whether an attempt may pass. */
  sealed interface Gate {
    record Passable(Role role) implements Gate {}

    record Shut(Duration again) implements Gate {}
  }

  /** What an outcome changed. Opened is told again whenever the end of the rest moves. */
  sealed interface Change {
    record None() implements Change {}

    record Opened(String reason, Instant until) implements Change {}

    record Closed() implements Change {}
  }

  private sealed interface State {
    record Closed() implements State {}

    record Open(Instant until) implements State {}

    record HalfOpen(Instant probed) implements State {}
  }

  private static final State CLOSED = new State.Closed();
  private static final Gate PASSABLE = new Gate.Passable(Role.NORMAL);
  private static final Change NONE = new Change.None();

  private final Recent recent = new Recent();
  private BreakerTerms terms;
  private volatile State state = CLOSED;
  private Instant changed = Instant.EPOCH;
  private String reason = "";
  private boolean learned;

  Breaker(BreakerTerms terms) {
    this.terms = terms;
  }

  /** Goes by other terms from now on. */
  synchronized Change keepTo(BreakerTerms others, Instant now) {
    terms = others;
    return others.cooldown().isZero() && !closed() ? close(now) : NONE;
  }

  Gate enter(Instant now) {
    return closed() ? PASSABLE : gate(now);
  }

  private synchronized Gate gate(Instant now) {
    Instant again =
        switch (state) {
          case State.Closed() -> now;
          case State.Open(Instant until) -> until;
          // A probe that hangs must not keep everybody out.
          case State.HalfOpen(Instant probed) -> probed.plus(terms.cooldown());
        };
    if (closed()) {
      return PASSABLE;
    }
    if (now.isBefore(again)) {
      return new Gate.Shut(Duration.between(now, again));
    }
    state = new State.HalfOpen(now);
    return new Gate.Passable(Role.PROBE);
  }

  /** The provider answered, or refused the request itself. */
  synchronized Change answered(Role role, Instant now) {
    if (closed()) {
      recent.answered(now);
      return NONE;
    }
    return alive(role, now);
  }

  /** The provider is working on its answer. */
  synchronized Change alive(Role role, Instant now) {
    // What was sent before the breaker opened says nothing about now.
    if (closed() || role == Role.NORMAL) {
      return NONE;
    }
    learned = false;
    return close(now);
  }

  private Change close(Instant at) {
    state = CLOSED;
    reason = "";
    changed = at;
    recent.clear();
    return new Change.Closed();
  }

  synchronized Change failed(Failure failure, Role role, Instant now) {
    Integer allowed = terms.allowed(failure);
    if (allowed == null) {
      return answered(role, now);
    }
    return switch (state) {
      case State.Closed() -> {
        recent.failed(now);
        yield recent.tooMany(allowed)
            ? open(failure, now.plus(rest(failure, terms.cooldown())), now)
            : NONE;
      }
      case State.Open(Instant until) -> {
        Instant asked = now.plus(rest(failure, Duration.ZERO));
        yield asked.isAfter(until) ? open(failure, asked, now) : NONE;
      }
      case State.HalfOpen _ ->
          role == Role.NORMAL
              ? NONE
              : open(failure, now.plus(rest(failure, terms.probeInterval())), now);
    };
  }

  private Change open(Failure failure, Instant until, Instant at) {
    learned = false;
    return open(failure.code(), until, at);
  }

  private Change open(String code, Instant until, Instant at) {
    state = new State.Open(until);
    reason = code;
    changed = at;
    return new Change.Opened(code, until);
  }

  /** What this node has decided itself, for the others; null if that is nothing. */
  synchronized @Nullable BreakerNews news(String deployment) {
    if (learned || changed.equals(Instant.EPOCH)) {
      return null;
    }
    return switch (state) {
      case State.Closed() -> new BreakerNews(deployment, changed, Instant.EPOCH, "");
      case State.Open(Instant until) -> new BreakerNews(deployment, changed, until, reason);
      // Its end is in the past: the others know it.
      case State.HalfOpen _ -> null;
    };
  }

  /** What another node has decided. It probes first: this one rests a little longer. */
  synchronized Change learn(BreakerNews news) {
    if (terms.cooldown().isZero() || !news.at().isAfter(changed)) {
      return NONE;
    }
    learned = true;
    if (news.closed()) {
      changed = news.at();
      return closed() ? NONE : close(news.at());
    }
    Instant end = news.until().plus(AFTER_OTHERS);
    Instant until = state instanceof State.Open(Instant own) && own.isAfter(end) ? own : end;
    return open(news.reason(), until, news.at());
  }

  /** The probe ended without telling anything: the next call is one. */
  synchronized void probeCancelled(Instant now) {
    if (state instanceof State.HalfOpen) {
      state = new State.Open(now);
    }
  }

  boolean closed() {
    return state instanceof State.Closed;
  }

  private static Duration rest(Failure failure, Duration otherwise) {
    Duration asked = failure.retryAfter();
    return asked == null || !asked.isPositive() ? otherwise : shorter(asked, LONGEST);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
