package dev.weir.gateway.app;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Incident;
import dev.weir.gateway.core.Incidents;
import dev.weir.gateway.metrics.PrometheusMetrics;
import dev.weir.gateway.routing.RoutingTable;
import dev.weir.gateway.routing.Traffic;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.operations.GaugeRow;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How each deployment of the configuration does and what it may take, by LiteLLM's names. */
final class DeploymentGauges {
  private static final int HEALTHY = 0;
  private static final int PARTIAL = 1;
  private static final int OUTAGE = 2;

  private final PrometheusMetrics metrics;
  private final Supplier<RoutingTable> table;

  /**
   * @param table as it is now
   */
  DeploymentGauges(PrometheusMetrics metrics, Supplier<RoutingTable> table) {
    this.metrics = metrics;
    this.table = table;
  }

  void register(Supplier<Traffic> traffic) {
    metrics
        .page()
        .gauges(
            "litellm_deployment_state",
            "0: healthy; 1: the last attempt failed; 2: left alone",
            () -> rows(it -> (double) state(it, traffic.get()), false));
    metrics
        .page()
        .gauges(
            "litellm_deployment_rpm_limit",
            "Requests a minute that a deployment may get",
            () -> rows(it -> number(it.limits().rpm()), true));
    metrics
        .page()
        .gauges(
            "litellm_deployment_tpm_limit",
            "Tokens a minute that a deployment may get",
            () -> rows(it -> number(it.limits().tpm()), true));
  }

  /** Counts breakers that open, and passes everything on. */
  Incidents counted(Incidents incidents) {
    return incident -> {
      if (incident instanceof Incident.BreakerOpened(Route route, String reason, var _)) {
        candidates().stream()
            .filter(it -> it.id().equals(route.deployment()))
            .findFirst()
            .ifPresent(it -> metrics.cooledDown(route, it.deployment().apiBase(), reason));
      }
      incidents.report(incident);
    };
  }

  private int state(Candidate it, Traffic traffic) {
    if (!traffic.healthy(it)) {
      return OUTAGE;
    }
    return metrics.lastFailed(it.id()) ? PARTIAL : HEALTHY;
  }

  private static @Nullable Double number(@Nullable Long limit) {
    return limit == null ? null : limit.doubleValue();
  }

  private List<GaugeRow> rows(Function<Candidate, @Nullable Double> figure, boolean group) {
    List<GaugeRow> rows = new ArrayList<>();
    for (Candidate it : candidates()) {
      Double value = figure.apply(it);
      if (value != null) {
        rows.add(new GaugeRow(tags(it, group), value));
      }
    }
    return rows;
  }

  private List<Candidate> candidates() {
    RoutingTable now = table.get();
    return now.groups().stream().flatMap(it -> now.group(it).stream()).toList();
  }

  private static Tags tags(Candidate it, boolean group) {
    var deployment = it.deployment();
    Tags tags = PrometheusMetrics.deployment(deployment.route(), deployment.apiBase());
    return group ? tags.and("model_group", deployment.group()) : tags;
  }
}
