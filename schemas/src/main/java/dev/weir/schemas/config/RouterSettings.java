package dev.weir.schemas.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code router_settings}; what it does not say is taken from {@code litellm_settings}.
 *
 * @param balancing how a deployment is chosen
 * @param timeouts of one attempt, where a deployment says nothing else
 * @param maxFallbacks how many groups may be tried after the first
 * @param cooldown where a deployment says nothing else
 * @param cooldowns whether deployments are left alone at all
 * @param maxParallel calls at a time of a deployment that does not say; null = no limit
 * @param aliases {@code model_group_alias}: further names of groups
 */
public record RouterSettings(
    Balancing balancing,
    Retries retries,
    ModelEntry.Timeouts timeouts,
    Fallbacks fallbacks,
    int maxFallbacks,
    Cooldown cooldown,
    boolean cooldowns,
    @Nullable Long maxParallel,
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
