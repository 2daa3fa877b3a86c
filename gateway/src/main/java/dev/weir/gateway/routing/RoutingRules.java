package dev.weir.gateway.routing;

import dev.weir.schemas.config.Fallbacks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often, how soon and where else ({@code router_settings}).
 *
 * @param retries further attempts in a group after the first, where a deployment says nothing else
 * @param askedRetries as the request wants it, whatever a deployment says; null: not given
 * @param leastWait the least wait before a retry on the same deployment ({@code retry_after})
 * @param maxFallbacks how many groups may be tried after the first
 */
public record RoutingRules(
    int retries,
    @Nullable Integer askedRetries,
    Duration leastWait,
    Fallbacks fallbacks,
    int maxFallbacks) {
  private static final int MOST_ASKED = 10;

  public RoutingRules {
    if (retries < 0 || maxFallbacks < 0 || leastWait.isNegative()) {
      throw new IllegalArgumentException(
          "negative: " + retries + " retries, " + maxFallbacks + " fallbacks, wait " + leastWait);
    }
  }

  /** The same, as far as requests may say nothing else. */
  public RoutingRules(int retries, Duration leastWait, Fallbacks fallbacks, int maxFallbacks) {
    this(retries, null, leastWait, fallbacks, maxFallbacks);
  }

  /** With so many retries, whatever deployments say; at most ten, so that no client can flood. */
  public RoutingRules withRetries(int asked) {
    int within = Math.clamp(asked, 0, MOST_ASKED);
    return new RoutingRules(retries, within, leastWait, fallbacks, maxFallbacks);
  }

  /** With these in place of the general fallbacks. */
  public RoutingRules withFallbacks(String group, List<String> targets) {
    var own =
        new Fallbacks(
            Map.of(group, targets),
            fallbacks.contextWindow(),
            fallbacks.contentPolicy(),
            List.of());
    return new RoutingRules(retries, askedRetries, leastWait, own, maxFallbacks);
  }

  /** With no fallback of any kind. */
  public RoutingRules withoutFallbacks() {
    return new RoutingRules(retries, askedRetries, leastWait, fallbacks, 0);
  }
}
