package dev.weir.gateway.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import dev.weir.schemas.config.Fallbacks.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Where one call may go. A pure function of what has happened so far and of the conditions: the
 * seed fixes the order within each group and the jitter of the waits, so the same history under the
 * same conditions always gives the same answer.
 */
public final class Plan {
  private final RoutingTable table;
  private final RoutingRules rules;
  private final Conditions conditions;
  private final Leg first;
  private final Ask ask;
  private final Eligibility eligibility;
  private final long seed;

  /**
   * @param to what the request asked for; its group must have a deployment
   */
  public Plan(
      RoutingTable table,
      RoutingRules rules,
      Conditions conditions,
      Destination to,
      Ask ask,
      long seed) {
    this.table = table;
    this.rules = rules;
    this.conditions = conditions;
    this.first = new Leg(to, Map.of());
    this.ask = ask;
    this.eligibility = new Eligibility(rules.balancing(), ask);
    this.seed = seed;
    if (table.group(first.group()).isEmpty()) {
      throw new IllegalArgumentException("no deployment in group " + first.group());
    }
  }

  /** The group that the request asked for. */
  public String group() {
    return first.group();
  }

  /**
   * What to do now.
   *
   * @param steps all that happened to this call, in order; empty at first
   * @param left of the time up to the first content; a retry that would wait longer is not made
   */
  public Next next(List<Step> steps, Duration left) {
    return steps.isEmpty() ? first(left) : after(history(steps), left);
  }

  /** Fields that take the place of the request's in this group, after these steps. */
  public Map<String, JsonNode> overrides(List<Step> steps, String group) {
    return group.equals(first.group()) ? Map.of() : leg(history(steps), group).overrides();
  }

  private Next first(Duration left) {
    List<Candidate> members = members(first);
    if (!members.isEmpty()) {
      return new Next.Try(members.getFirst(), Duration.ZERO);
    }
    Next next = after(history(List.of()), left);
    // How long a prompt is, is an estimate: the provider has the last word.
    List<Candidate> allowed = order(first, eligibility.allowed(whole(first)));
    return next instanceof Next.GiveUp && !allowed.isEmpty()
        ? new Next.Try(allowed.getFirst(), Duration.ZERO)
        : next;
  }

  /** A first group in which nobody fits counts as failed, without being asked. */
  private History history(List<Step> steps) {
    boolean asked = steps.stream().anyMatch(step -> step.group().equals(first.group()));
    if (asked || !members(first).isEmpty()) {
      return new History(steps);
    }
    var all = new ArrayList<Step>();
    all.add(new Step.Simulated(first.group(), eligibility.failure(whole(first))));
    all.addAll(steps);
    return new History(all);
  }

  private Next after(History history, Duration left) {
    Next next = null;
    if (left.isPositive()) {
      next = here(history, left);
      if (next == null) {
        Leg leg = elsewhere(history);
        next = leg == null ? null : new Next.Try(members(leg).getFirst(), Duration.ZERO);
      }
      if (next == null) {
        Candidate open = history.lastResort();
        next = open == null ? null : new Next.Force(open, Duration.ZERO);
      }
    }
    return next == null ? new Next.GiveUp(history.answer()) : next;
  }

  /** Another deployment of the group that is being tried, else one of it again. */
  private @Nullable Next here(History history, Duration left) {
    String here = history.last().group();
    Step.Failed failed = history.lastFailed(here);
    boolean over =
        failed == null
            ? history.last() instanceof Step.Simulated
            : Remedy.of(failed.failure()) == Remedy.ELSEWHERE
                || history.failures(here)
                    > rules.retries().after(failed.candidate(), failed.failure());
    if (over) {
      return null;
    }
    List<Candidate> members = members(leg(history, here));
    for (Candidate member : members) {
      if (history.untried(member)) {
        return go(history, member, Duration.ZERO);
      }
    }
    return failed == null ? null : again(history, members, left);
  }

  /**
   * The one that failed longest ago; one that kept silent, or that takes longer to come back than a
   * usual wait, only if nobody else is there.
   */
  private @Nullable Next again(History history, List<Candidate> members, Duration left) {
    boolean stuck = elsewhere(history) == null;
    boolean alone = stuck && members.stream().filter(it -> !history.passedOver(it)).count() == 1;
    Candidate next =
        members.stream()
            .filter(it -> !history.passedOver(it) && mayPass(history.failureOf(it), alone))
            .filter(it -> stuck || comesBackSoon(history, it))
            .min(Comparator.comparingInt(history::lastTried))
            .orElse(null);
    Failure failure = next == null ? null : history.failureOf(next);
    if (next == null || failure == null) {
      return null;
    }
    Duration wait =
        Waits.before(failure, history.failures(next), rules.retries().leastWait(), seed);
    return wait.compareTo(left) < 0 ? go(history, next, wait) : null;
  }

  /** A provider that asks for more patience than anyone has, or whose breaker does, is left. */
  private static boolean comesBackSoon(History history, Candidate candidate) {
    Failure failure = history.failureOf(candidate);
    if (failure == null) {
      return true;
    }
    Duration usual = Waits.backoff(history.failures(candidate));
    Duration asked = failure.retryAfter();
    boolean opens = Objects.equals(candidate.breaker().allowed(failure), 0);
    Duration rest = asked == null && opens ? candidate.breaker().cooldown() : asked;
    return rest == null || rest.compareTo(usual) <= 0;
  }

  private boolean mayPass(@Nullable Failure failure, boolean alone) {
    if (failure == null) {
      return false;
    }
    Duration asked = failure.retryAfter();
    boolean soon = asked == null || asked.compareTo(rules.retries().maxRetryAfter()) <= 0;
    return switch (Remedy.of(failure)) {
      case LATER -> soon;
      case LATER_IF_ALONE -> alone;
      case ANOTHER_DEPLOYMENT, ELSEWHERE -> false;
    };
  }

  /** Depth first: the targets of the group that was left last, then those of the one before. */
  private @Nullable Leg elsewhere(History history) {
    SequencedSet<String> tried = history.groups();
    // What nobody in the first group can take is for the client to know about.
    if (tried.size() > rules.maxFallbacks() || history.unfit()) {
      return null;
    }
    for (String left : tried.reversed()) {
      Failure failure = history.failureOf(left);
      for (Target target : targets(left, failure)) {
        Destination to = table.resolve(target.model());
        if (to != null && !tried.contains(to.group())) {
          var leg = new Leg(to, target.overrides());
          if (!members(leg).isEmpty()) {
            return leg;
          }
        }
      }
      if (failure != null && failure.kind() == Failure.Kind.CONTENT_POLICY) {
        // A refusal for content is the answer, unless the operator names who else may be asked.
        return null;
      }
    }
    return null;
  }

  /** How the call came to this group: what was decided before its first step there. */
  private Leg leg(History history, String group) {
    if (group.equals(first.group())) {
      return first;
    }
    Leg leg = elsewhere(history.before(group));
    return leg != null && leg.group().equals(group) ? leg : new Leg(group, null, Map.of());
  }

  private static Next go(History history, Candidate candidate, Duration pause) {
    return history.wasOpen(candidate)
        ? new Next.Force(candidate, pause)
        : new Next.Try(candidate, pause);
  }

  private List<Target> targets(String failed, @Nullable Failure failure) {
    for (String name : table.namesOf(failed)) {
      List<Target> targets = FallbackLists.of(rules.fallbacks(), name, failure);
      if (!targets.isEmpty()) {
        return targets;
      }
    }
    return List.of();
  }

  private List<Candidate> members(Leg leg) {
    return order(leg, eligibility.fitting(whole(leg)));
  }

  private List<Candidate> whole(Leg leg) {
    List<Candidate> group = table.group(leg.group());
    String only = leg.only();
    return only == null ? group : group.stream().filter(it -> it.id().equals(only)).toList();
  }

  private List<Candidate> order(Leg leg, List<Candidate> members) {
    if (members.size() < 2) {
      return members;
    }
    var choice = rules.balancing().of(leg.group());
    return new Ranking(choice, conditions, ask.stream(), seed ^ leg.group().hashCode())
        .order(members);
  }
}
