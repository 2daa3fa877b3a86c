package dev.weir.schemas.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code router_settings}; what it does not say is taken from {@code litellm_settings}.
 *
 * @param retries further attempts within the group after the first (2 when not set: 3 attempts)
 * @param retryAfter the least wait between two attempts
 * @param timeout of a whole call; null = {@link LitellmSettings#requestTimeout}
 * @param streamTimeout up to the first content of a stream; null = {@code timeout}
 * @param maxFallbacks how many groups may be tried after the first
 * @param allowedFails failures before a deployment is cooled down; null = Weir's own rule
 * @param aliases {@code model_group_alias}: further names of groups
 */
public record RouterSettings(
    RoutingStrategy strategy,
    int retries,
    Duration retryAfter,
    @Nullable Duration timeout,
    @Nullable Duration streamTimeout,
    Fallbacks fallbacks,
    int maxFallbacks,
    @Nullable Integer allowedFails,
    Duration cooldownTime,
    boolean disableCooldowns,
    Map<String, Alias> aliases) {
  public RouterSettings {
    aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
  }

  /**
   * A further name of a group.
   *
   * @param hidden usable, but not listed by {@code GET /v1/models}
   */
  public record Alias(String group, boolean hidden) {}
}
