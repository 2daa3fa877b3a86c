package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a plan wants to know about the steps of a call. */
final class History {
  private final List<Step> steps;

  History(List<Step> steps) {
    this.steps = steps;
  }

  /** What had happened before the first step in this group. */
  History before(String group) {
    int first = 0;
    while (first < steps.size() && !steps.get(first).group().equals(group)) {
      first++;
    }
    return new History(steps.subList(0, first));
  }

  Step last() {
    return steps.getLast();
  }

  /** The groups in the order in which they were first tried. */
  SequencedSet<String> groups() {
    var groups = new LinkedHashSet<String>();
    steps.forEach(step -> groups.add(step.group()));
    return groups;
  }

  /** How the group failed last; null if nothing was tried there. */
  @Nullable Failure failureOf(String group) {
    Failure failure = null;
    for (Step step : steps) {
      if (step.group().equals(group)) {
        failure = failure(step) == null ? failure : failure(step);
      }
    }
    return failure;
  }

  /** The last attempt in the group; null if there was none. */
  Step.@Nullable Failed lastFailed(String group) {
    return failed()
        .filter(step -> step.group().equals(group))
        .reduce((_, last) -> last)
        .orElse(null);
  }

  int failures(String group) {
    return (int) failed().filter(step -> step.group().equals(group)).count();
  }

  int failures(Candidate candidate) {
    return (int) failed().filter(step -> step.candidate().equals(candidate)).count();
  }

  /** Position of the last attempt at it; -1 if there was none. */
  int lastTried(Candidate candidate) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof Step.Failed it && it.candidate().equals(candidate)) {
        return i;
      }
    }
    return -1;
  }

  /** How it failed last; null if it was not tried. */
  @Nullable Failure failureOf(Candidate candidate) {
    int last = lastTried(candidate);
    return last < 0 ? null : failure(steps.get(last));
  }

  /** Nothing has happened to it yet, or nothing that counts any more. */
  boolean untried(Candidate candidate) {
    return lastTried(candidate) < 0 && !passedOver(candidate);
  }

  boolean passedOver(Candidate candidate) {
    return skipped()
        .filter(step -> step.candidate().equals(candidate))
        .anyMatch(step -> step.reason() != SkipReason.OPEN || !forced(candidate.group()));
  }

  boolean wasOpen(Candidate candidate) {
    return open().anyMatch(step -> step.candidate().equals(candidate));
  }

  /**
   * One whose breaker is open, where nobody else could be asked, or that another attempt is due to:
   * of several the one that is left alone for the shortest time.
   */
  @Nullable Candidate lastResort() {
    if (last() instanceof Step.Skipped last
        && last.reason() == SkipReason.OPEN
        && lastTried(last.candidate()) >= 0) {
      return last.candidate();
    }
    return steps.stream().anyMatch(step -> failure(step) != null)
        ? null
        : open()
            .filter(step -> skipped().noneMatch(it -> isOut(it, step.candidate())))
            .min(Comparator.comparing(Step.Skipped::again))
            .map(Step.Skipped::candidate)
            .orElse(null);
  }

  private static boolean isOut(Step.Skipped step, Candidate candidate) {
    return step.candidate().equals(candidate) && step.reason() != SkipReason.OPEN;
  }

  /** No deployment so far can take the request, for what it is. */
  boolean unfit() {
    return steps.stream()
        .allMatch(step -> step instanceof Step.Skipped it && it.reason() == SkipReason.UNFIT);
  }

  /**
   * What the client is told: a refusal for its content, else the failure of the group that was
   * asked for, which is what it can act on.
   */
  Failure answer() {
    Failure first = null;
    for (Step step : steps) {
      Failure failure = failure(step);
      if (failure != null && failure.kind() == Kind.CONTENT_POLICY) {
        return failure;
      }
      first = first == null ? failure : first;
    }
    return first == null ? nobody() : first;
  }

  private Failure nobody() {
    Duration again =
        skipped()
            .map(Step.Skipped::again)
            .filter(Duration::isPositive)
            .min(Comparator.naturalOrder())
            .orElse(null);
    return new Failure(
        Kind.RATE_LIMITED,
        429,
        "throttling_error",
        "No deployments available for selected model, try again later.",
        null,
        again);
  }

  /** Whether an open breaker of the group was overridden: then none of it counts. */
  private boolean forced(String group) {
    return open()
        .anyMatch(step ->
            step.group().equals(group) && steps.indexOf(step) < lastTried(step.candidate()));
  }

  private Stream<Step.Failed> failed() {
    return steps.stream().filter(Step.Failed.class::isInstance).map(Step.Failed.class::cast);
  }

  private Stream<Step.Skipped> skipped() {
    return steps.stream().filter(Step.Skipped.class::isInstance).map(Step.Skipped.class::cast);
  }

  private Stream<Step.Skipped> open() {
    return skipped().filter(step -> step.reason() == SkipReason.OPEN);
  }

  private static @Nullable Failure failure(Step step) {
    return switch (step) {
      case Step.Failed(Candidate _, Failure failure) -> failure;
      case Step.Simulated(String _, Failure failure) -> failure;
      case Step.Skipped _ -> null;
    };
  }
}
