package dev.weir.schemas.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How a deployment is chosen within its group.
 *
 * @param choice for groups that are not in {@code ofGroups}
 * @param ofGroups by group ({@code routing_groups})
 * @param weightedFailover after a failure the next deployment is chosen by weight too
 * @param tags which deployments may serve a request with tags
 * @param preCallChecks deployments that can't take a request are passed over
 */
public record Balancing(
    Choice choice,
    Map<String, Choice> ofGroups,
    boolean weightedFailover,
    Tags tags,
    boolean preCallChecks) {
  public Balancing {
    ofGroups = Map.copyOf(new HashMap<>(ofGroups));
  }

  /**
   * A strategy with its arguments; those of {@code latency-based-routing} only.
   *
   * @param ttl how long a measured latency counts
   * @param buffer how much slower than the fastest a deployment may be and still be chosen, as a
   *     share of the fastest
   * @param samples how many latencies are kept for a deployment
   */
  public record Choice(RoutingStrategy strategy, Duration ttl, double buffer, int samples) {
    /** The default. */
    public static final Choice SHUFFLE = of(RoutingStrategy.SIMPLE_SHUFFLE);

    /** With LiteLLM's default arguments. */
    public static Choice of(RoutingStrategy strategy) {
      return new Choice(strategy, Duration.ofHours(1), 0, 10);
    }
  }

  /** What a request's tags mean. */
  public enum Tags {
    /** Nothing. */
    IGNORED,
    /** A deployment needs one of them. */
    ANY,
    /** A deployment needs all of them. */
    ALL
  }

  /** Nothing said. */
  public static Balancing standard() {
    return new Balancing(Choice.SHUFFLE, Map.of(), false, Tags.IGNORED, false);
  }

  /** The choice for a group. */
  public Choice of(String group) {
    return ofGroups.getOrDefault(group, choice);
  }
}
