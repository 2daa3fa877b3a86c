package dev.weir.gateway.app;

import dev.weir.schemas.operations.MetricsPage;
import io.micrometer.core.instrument.Tags;
import java.util.function.Supplier;

/** How the configuration stands, read at each scrape. */
final class ConfigGauges {
  private ConfigGauges() {}

  static void register(MetricsPage metrics, Supplier<Reload.State> state) {
    metrics.gauge(
        "weir_config_last_reload_successful",
        "1: the configuration that was read last is in use; 0: it was refused",
        Tags.empty(),
        () -> state.get().good() ? 1 : 0);
    metrics.gauge(
        "weir_config_last_reload_success_timestamp_seconds",
        "When a configuration was taken last",
        Tags.empty(),
        () -> state.get().at().getEpochSecond());
    metrics.gauge(
        "weir_config_error_line",
        "Line of the first error in the configuration that was refused last; 0: none",
        Tags.empty(),
        () -> state.get().errorLine());
    metrics.gauge(
        "weir_config_restart_needed",
        "Settings that have changed in the file and keep their old value until a restart",
        Tags.empty(),
        () -> state.get().restart());
    String help = "Readings of the configuration since the start, by what came of it";
    metrics.counter(
        "weir_config_reloads", help, Tags.of("result", "applied"), () -> state.get().applied());
    metrics.counter(
        "weir_config_reloads", help, Tags.of("result", "refused"), () -> state.get().refused());
  }
}
