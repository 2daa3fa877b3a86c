package dev.weir.gateway.metrics;

import dev.weir.schemas.events.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of deployments, whoever called. There are as many as the operator wrote. */
final class DeploymentMarks {
  private final MeterRegistry registry;
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  DeploymentMarks(MeterRegistry registry) {
    this.registry = registry;
  }

  void failed(String deployment) {
    failing.add(deployment);
  }

  void succeeded(String deployment) {
    if (failing.contains(deployment)) {
      failing.remove(deployment);
    }
  }

  boolean lastFailed(String deployment) {
    return failing.contains(deployment);
  }

  /** Seldom: the counter is looked up each time. */
  void cooledDown(Route route, URI apiBase, String code) {
    Counter.builder("litellm_deployment_cooled_down")
        .description("How often a deployment was left alone for a while")
        .tags(tags(route, apiBase))
        .tag("exception_status", Integer.toString(ExceptionClass.usual(code)))
        .register(registry)
        .increment();
  }

  static Tags tags(Route route, URI apiBase) {
    return Tags.of(
        "litellm_model_name",
        route.model(),
        "model_id",
        route.deployment(),
        "api_base",
        apiBase.toString(),
        "api_provider",
        route.provider());
  }
}
