package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Provider;
import dev.weir.gateway.metrics.FallbackFigures;
import dev.weir.gateway.metrics.GatewayMetrics;
import dev.weir.gateway.routing.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the groups that a call fell back to. */
final class Fallbacks {
  private Fallbacks() {}

  /**
   * Once per call, when it has ended.
   *
   * @param answering the group that answered; null: none
   */
  static void count(
      GatewayMetrics metrics, Call call, List<Step> steps, @Nullable String answering) {
    if (steps.isEmpty()) {
      return;
    }
    String requested = call.plan().group();
    Step first = steps.stream().filter(it -> failure(it) != null).findFirst().orElse(null);
    Failure why = first == null ? null : failure(first);
    if (first == null || why == null) {
      return; // Passed over, not failed.
    }
    Provider provider = provider(first);
    Set<String> groups = new LinkedHashSet<>();
    steps.stream().filter(it -> failure(it) != null).map(Step::group).forEach(groups::add);
    if (answering != null) {
      groups.add(answering);
    }
    groups.remove(requested);
    for (String group : groups) {
      metrics.fellBack(
          new FallbackFigures(
              call.payer(), requested, group, provider, why, group.equals(answering)));
    }
  }

  private static @Nullable Failure failure(Step step) {
    return switch (step) {
      case Step.Failed(var _, Failure failure) -> failure;
      case Step.Simulated(var _, Failure failure) -> failure;
      case Step.Skipped _ -> null;
    };
  }

  private static @Nullable Provider provider(Step step) {
    return step instanceof Step.Failed(var candidate, var _)
        ? candidate.deployment().provider()
        : null;
  }
}
