package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.schemas.config.RoutingStrategy;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shares of the deployments of a group: by {@code weight} if any has one (LiteLLM looks at the
 * first only; one without is tried last), else by {@code rpm}, else by {@code tpm}, else all alike.
 */
final class Weights {
  private Weights() {}

  static ToDoubleFunction<Candidate> of(List<Candidate> group, RoutingStrategy strategy) {
    if (strategy != RoutingStrategy.SIMPLE_SHUFFLE) {
      return _ -> 1;
    }
    if (group.stream().anyMatch(member -> member.preference().weight() != null)) {
      return member -> orZero(member.preference().weight());
    }
    if (all(group, member -> member.limits().rpm())) {
      return member -> orZero(member.limits().rpm());
    }
    return all(group, member -> member.limits().tpm())
        ? member -> orZero(member.limits().tpm())
        : _ -> 1;
  }

  private static boolean all(List<Candidate> group, Function<Candidate, @Nullable Long> limit) {
    return group.stream().allMatch(member -> limit.apply(member) != null);
  }

  private static double orZero(@Nullable Number number) {
    return number == null ? 0 : number.doubleValue();
  }
}
