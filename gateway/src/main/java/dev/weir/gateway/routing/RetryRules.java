package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.FailurePolicy;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often and how soon a call is tried again in its group.
 *
 * @param count further attempts after the first, where a deployment says nothing else
 * @param asked as the request wants it, whatever a deployment says; null: not given
 * @param leastWait the least wait before a retry on the same deployment ({@code retry_after})
 * @param maxRetryAfter the longest wait that a provider may ask for
 * @param policy the count for some failures, whatever else is said
 * @param ofGroups the same by group; it wins
 */
public record RetryRules(
    int count,
    @Nullable Integer asked,
    Duration leastWait,
    Duration maxRetryAfter,
    FailurePolicy policy,
    Map<String, FailurePolicy> ofGroups) {
  private static final int MOST_ASKED = 10;

  public RetryRules {
    if (count < 0 || leastWait.isNegative() || maxRetryAfter.isNegative()) {
      throw new IllegalArgumentException(
          "negative: " + count + " retries, waits " + leastWait + " and " + maxRetryAfter);
    }
    ofGroups = Map.copyOf(ofGroups);
  }

  /** So many, and nothing else said. */
  public static RetryRules of(int count, Duration leastWait) {
    return new RetryRules(
        count, null, leastWait, Duration.ofSeconds(60), FailurePolicy.NONE, Map.of());
  }

  /** As the request wants it; at most ten, so that no client can flood. */
  public RetryRules withAsked(int wanted) {
    return new RetryRules(
        count, Math.clamp(wanted, 0, MOST_ASKED), leastWait, maxRetryAfter, policy, ofGroups);
  }

  /** How many further attempts may follow the failure of this deployment. */
  int after(Candidate candidate, Failure failure) {
    Integer own = ofGroups.getOrDefault(candidate.group(), policy).of(failure);
    own = own == null ? policy.of(failure) : own;
    own = own == null ? asked : own;
    own = own == null ? candidate.retries() : own;
    return own == null ? count : own;
  }
}
