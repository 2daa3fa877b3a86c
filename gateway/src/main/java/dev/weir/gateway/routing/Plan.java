package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one call may go. A pure function of what has failed so far: the seed fixes the order within
 * each group and the jitter of the waits, so the same history always gives the same answer.
 */
public final class Plan {
  private final RoutingTable table;
  private final RoutingRules rules;
  private final String group;
  private final long seed;

  /**
   * @param group that the request asked for; must have a deployment
   */
  public Plan(RoutingTable table, RoutingRules rules, String group, long seed) {
    this.table = table;
    this.rules = rules;
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

  /** The first deployment to call. */
  public Candidate first() {
    return candidates(group).getFirst();
  }

  /**
   * What to do after the last of these failures.
   *
   * @param history all failures of this call in order; at least one
   * @param left of the time up to the first content; a retry that would wait longer is not made
   */
  public Next after(List<Failed> history, Duration left) {
    Failed last = history.getLast();
    if (!left.isPositive()) {
      return new Next.GiveUp(last.failure());
    }
    Next.@Nullable Retry retry = retry(history, left);
    return retry != null ? retry : fallback(history);
  }

  private Next.@Nullable Retry retry(List<Failed> history, Duration left) {
    Failed last = history.getLast();
    if (last.candidate() == null) {
      return null;
    }
    List<Candidate> here = candidates(last.group());
    int failures = (int) history.stream().filter(it -> it.group().equals(last.group())).count();
    if (!retryable(last.failure()) || failures > retries(last.candidate())) {
      return null;
    }
    Candidate next = here.get(failures % here.size());
    Duration wait =
        next.equals(last.candidate())
            ? Waits.before(last.failure(), failures, rules.leastWait(), seed)
            : Duration.ZERO;
    return wait.compareTo(left) < 0 ? new Next.Retry(next, wait) : null;
  }

  private Next fallback(List<Failed> history) {
    SequencedMap<String, Failure> tried = new LinkedHashMap<>();
    history.forEach(failed -> tried.put(failed.group(), failed.failure()));
    if (tried.size() > rules.maxFallbacks()) {
      return new Next.GiveUp(answer(history));
    }
    // Depth first: the targets of the group that failed last, then those left of the one before.
    for (var leg : tried.reversed().entrySet()) {
      for (String name : targets(leg.getKey(), leg.getValue())) {
        String target = table.resolve(name);
        if (target != null && !tried.containsKey(target)) {
          return new Next.Fallback(candidates(target).getFirst());
        }
      }
      if (leg.getValue().kind() == Failure.Kind.CONTENT_POLICY) {
        // A refusal for content is the answer, unless the operator names who else may be asked.
        return new Next.GiveUp(leg.getValue());
      }
    }
    return new Next.GiveUp(answer(history));
  }

  private List<String> targets(String failed, Failure failure) {
    var fallbacks = rules.fallbacks();
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

  /** The failure of the group that was asked for: that is what the client can act on. */
  private static Failure answer(List<Failed> history) {
    return history.getFirst().failure();
  }

  private int retries(Candidate candidate) {
    Integer asked = rules.askedRetries();
    Integer own = asked != null ? asked : candidate.retries();
    return own != null ? own : rules.retries();
  }

  private List<Candidate> candidates(String name) {
    return Shuffle.order(table.group(name), seed ^ name.hashCode());
  }

  private static boolean retryable(Failure failure) {
    return switch (failure.kind()) {
      case CONNECTION, TIMEOUT, RATE_LIMITED, SERVER, BROKEN_ANSWER -> true;
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
