package dev.weir.schemas.config;

import java.util.Locale;

/** How a deployment is chosen within its group; {@code router_settings.routing_strategy}. */
public enum RoutingStrategy {
  SIMPLE_SHUFFLE,
  LEAST_BUSY,
  USAGE_BASED_ROUTING,
  USAGE_BASED_ROUTING_V2,
  LATENCY_BASED_ROUTING,
  COST_BASED_ROUTING;

  /** LiteLLM's name, such as {@code usage-based-routing-v2}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
