package dev.weir.schemas.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a deployment is left alone, and for how long. Null or absent: not said.
 *
 * @param time zero = never
 * @param allowedFails failures that are put up with
 * @param policy the same for some kinds of failure; it wins
 */
public record Cooldown(
    @Nullable Duration time, @Nullable Integer allowedFails, Map<ErrorClass, Integer> policy) {
  /** Nothing said. */
  public static final Cooldown NONE = new Cooldown(null, null, Map.of());

  public Cooldown {
    policy = Map.copyOf(policy);
  }

  /** What this does not say, the other does. */
  public Cooldown or(Cooldown other) {
    return new Cooldown(
        time == null ? other.time : time,
        allowedFails == null ? other.allowedFails : allowedFails,
        policy.isEmpty() ? other.policy : policy);
  }
}
