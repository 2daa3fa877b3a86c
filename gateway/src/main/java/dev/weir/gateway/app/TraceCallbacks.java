package dev.weir.gateway.app;

import dev.weir.gateway.callbacks.Callbacks;
import dev.weir.gateway.callbacks.Delivery;
import dev.weir.gateway.metrics.PrometheusMetrics;
import dev.weir.schemas.config.WeirConfig;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;

/** Starts what tells of calls, and shows in the metrics how that goes. */
final class TraceCallbacks {
  private static final String DROPPED = "weir_callback_dropped";

  private TraceCallbacks() {}

  static Callbacks start(
      WeirConfig config, PrometheusMetrics metrics, InstantSource clock, Closing closing) {
    Callbacks callbacks =
        closing.add(
            Callbacks.start(
                config.litellm().tracing(), config.weir().callbacks(), clock, System::nanoTime));
    callbacks.deliveries().forEach(it -> register(it, metrics));
    return callbacks;
  }

  private static void register(Delivery delivery, PrometheusMetrics metrics) {
    Tags tags = Tags.of("callback", delivery.callback());
    String help = "Calls whose traces a receiver was not told, by reason";
    metrics
        .page()
        .counter(
            "weir_callback_exported",
            "Calls whose traces a receiver took",
            tags,
            delivery::exported);
    metrics.page().counter(DROPPED, help, tags.and("reason", "queue_full"), delivery::overflowed);
    metrics.page().counter(DROPPED, help, tags.and("reason", "not_taken"), delivery::failed);
    metrics
        .page()
        .gauge(
            "weir_callback_queued_bytes",
            "What waits in memory to be told to a receiver of traces",
            tags,
            delivery::queuedBytes);
  }
}
