package dev.weir.gateway.routing;

import dev.weir.schemas.config.Balancing;
import dev.weir.schemas.config.Fallbacks;
import dev.weir.schemas.config.Fallbacks.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Which deployment, how often, how soon and where else ({@code router_settings}).
 *
 * @param maxFallbacks how many groups may be tried after the first
 */
public record RoutingRules(
    Balancing balancing, RetryRules retries, Fallbacks fallbacks, int maxFallbacks) {
  public RoutingRules {
    if (maxFallbacks < 0) {
      throw new IllegalArgumentException("negative: " + maxFallbacks + " fallbacks");
    }
  }

  /** With deployments chosen by chance. */
  public RoutingRules(int retries, Duration leastWait, Fallbacks fallbacks, int maxFallbacks) {
    this(Balancing.standard(), RetryRules.of(retries, leastWait), fallbacks, maxFallbacks);
  }

  /** With so many retries, whatever deployments say. */
  public RoutingRules withRetries(int asked) {
    return new RoutingRules(balancing, retries.withAsked(asked), fallbacks, maxFallbacks);
  }

  /** With these in place of the general fallbacks of a group. */
  public RoutingRules withFallbacks(String group, List<Target> targets) {
    var own =
        new Fallbacks(
            Map.of(group, targets),
            fallbacks.contextWindow(),
            fallbacks.contentPolicy(),
            List.of());
    return new RoutingRules(balancing, retries, own, maxFallbacks);
  }

  /** With no fallback of any kind. */
  public RoutingRules withoutFallbacks() {
    return new RoutingRules(balancing, retries, fallbacks, 0);
  }
}
