package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Where one call may go. A pure function of what has happened so far and of the conditions: the
 * seed fixes the order within each group and the jitter of the waits, so the same history under the
 * same conditions always gives the same answer.
 */
public final class Plan {
  private static final Strategy SHUFFLE = (group, _, seed) -> Shuffle.order(group, seed);

  private final RoutingTable table;
  private final RoutingRules rules;
  private final Conditions conditions;
  private final String group;
  private final long seed;

  /**
   * @param group that the request asked for; must have a deployment
   */
  public Plan(
      RoutingTable table, RoutingRules rules, Conditions conditions, String group, long seed) {
    this.table = table;
    this.rules = rules;
    this.conditions = conditions;
    this.group = group;
    this.seed = seed;
    if (table.group(group).isEmpty()) {
      throw new IllegalArgumentException("no deployment in group " + group);
    }
  }

  /** The group that the request asked for. */
  public String group() {
    return group;
  }

  /**
   * What to do now.
   *
   * @param steps all that happened to this call, in order; empty at first
   * @param left of the time up to the first content; a retry that would wait longer is not made
   */
  public Next next(List<Step> steps, Duration left) {
    if (steps.isEmpty()) {
      return new Next.Try(candidates(group).getFirst(), Duration.ZERO);
    }
    var history = new History(steps);
    if (left.isPositive()) {
      Next next = here(history, left);
      if (next == null) {
        next = elsewhere(history);
      }
      if (next == null) {
        next = anyway(history);
      }
      if (next != null) {
        return next;
      }
    }
    return new Next.GiveUp(history.answer());
  }

  /** Another deployment of the group that is being tried, else one of it again. */
  private @Nullable Next here(History history, Duration left) {
    String here = history.last().group();
    Step.Failed failed = history.lastFailed(here);
    boolean over =
        failed == null
            ? history.last() instanceof Step.Simulated
            : isOver(failed.failure()) || history.failures(here) > retries(failed.candidate());
    if (over) {
      return null;
    }
    List<Candidate> members = candidates(here);
    for (Candidate member : members) {
      if (history.untried(member)) {
        return go(history, member, Duration.ZERO);
      }
    }
    return failed == null ? null : again(history, members, left);
  }

  /** The one that failed longest ago; one that kept silent only if nobody else is there. */
  private @Nullable Next again(History history, List<Candidate> members, Duration left) {
    boolean alone =
        members.stream().filter(it -> !history.passedOver(it)).count() == 1
            && elsewhere(history) == null;
    Candidate next =
        members.stream()
            .filter(it -> !history.passedOver(it) && mayPass(history.failureOf(it), alone))
            .filter(it -> alone || !staysOpen(history, it))
            .min(Comparator.comparingInt(history::lastTried))
            .orElse(null);
    Failure failure = next == null ? null : history.failureOf(next);
    if (next == null || failure == null) {
      return null;
    }
    Duration wait = Waits.before(failure, history.failures(next), rules.leastWait(), seed);
    return wait.compareTo(left) < 0 ? go(history, next, wait) : null;
  }

  /** Whether the breaker that its failure opened is still open after the wait. */
  private boolean staysOpen(History history, Candidate candidate) {
    Failure failure = history.failureOf(candidate);
    if (failure == null || !Objects.equals(candidate.breaker().allowed(failure.kind()), 0)) {
      return false;
    }
    Duration asked = failure.retryAfter();
    Duration rest = asked == null ? candidate.breaker().cooldown() : asked;
    return Waits.before(failure, history.failures(candidate), Duration.ZERO, seed).compareTo(rest)
        < 0;
  }

  /** Depth first: the targets of the group that was left last, then those of the one before. */
  private @Nullable Next elsewhere(History history) {
    SequencedSet<String> tried = history.groups();
    // What nobody in the first group can take is for the client to know about.
    if (tried.size() > rules.maxFallbacks() || history.unfit()) {
      return null;
    }
    for (String leg : tried.reversed()) {
      Failure failure = history.failureOf(leg);
      for (String name : targets(leg, failure)) {
        String target = table.resolve(name);
        if (target != null && !tried.contains(target)) {
          return go(history, candidates(target).getFirst(), Duration.ZERO);
        }
      }
      if (failure != null && failure.kind() == Failure.Kind.CONTENT_POLICY) {
        // A refusal for content is the answer, unless the operator names who else may be asked.
        return null;
      }
    }
    return null;
  }

  private static @Nullable Next anyway(History history) {
    Candidate open = history.lastResort();
    return open == null ? null : new Next.Force(open, Duration.ZERO);
  }

  private static Next go(History history, Candidate candidate, Duration pause) {
    return history.wasOpen(candidate)
        ? new Next.Force(candidate, pause)
        : new Next.Try(candidate, pause);
  }

  private List<String> targets(String failed, @Nullable Failure failure) {
    var fallbacks = rules.fallbacks();
    if (failure == null) {
      return fallbacks.of(failed);
    }
    return switch (failure.kind()) {
      case CONTENT_POLICY -> fallbacks.contentPolicy().getOrDefault(failed, List.of());
      case CONTEXT_WINDOW ->
          fallbacks.contextWindow().isEmpty()
              ? fallbacks.of(failed)
              : fallbacks.contextWindow().getOrDefault(failed, List.of());
      case CONNECTION,
          TIMEOUT,
          RATE_LIMITED,
          AUTHENTICATION,
          PERMISSION,
          NOT_FOUND,
          BAD_REQUEST,
          SERVER,
          BROKEN_ANSWER,
          SIMULATED ->
          fallbacks.of(failed);
    };
  }

  private int retries(Candidate candidate) {
    Integer asked = rules.askedRetries();
    Integer own = asked != null ? asked : candidate.retries();
    return own != null ? own : rules.retries();
  }

  private List<Candidate> candidates(String name) {
    return SHUFFLE.order(table.group(name), conditions, seed ^ name.hashCode());
  }

  /** Whether no deployment of the group would do better. */
  private static boolean isOver(Failure failure) {
    return switch (failure.kind()) {
      case CONNECTION,
          TIMEOUT,
          RATE_LIMITED,
          SERVER,
          BROKEN_ANSWER,
          AUTHENTICATION,
          PERMISSION,
          NOT_FOUND ->
          false;
      case CONTEXT_WINDOW, CONTENT_POLICY, BAD_REQUEST, SIMULATED -> true;
    };
  }

  /** Whether the same deployment may do better later. */
  private static boolean mayPass(@Nullable Failure failure, boolean alone) {
    if (failure == null) {
      return false;
    }
    return switch (failure.kind()) {
      case CONNECTION, RATE_LIMITED, SERVER, BROKEN_ANSWER -> true;
      case TIMEOUT -> alone;
      case AUTHENTICATION,
          PERMISSION,
          NOT_FOUND,
          CONTEXT_WINDOW,
          CONTENT_POLICY,
          BAD_REQUEST,
          SIMULATED ->
          false;
    };
  }
}
