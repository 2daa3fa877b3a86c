package dev.weir.gateway.app;

import dev.weir.gateway.directory.KafkaDirectoryReader;
import dev.weir.gateway.journal.LedgerState;
import dev.weir.gateway.metrics.PrometheusMetrics;
import dev.weir.gateway.quota.PlaneState;
import dev.weir.schemas.redis.RedisKeys;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The state of a node, read at each scrape. */
final class Gauges {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final PrometheusMetrics metrics;
  private final InstantSource clock;

  Gauges(PrometheusMetrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  void register(
      Supplier<LedgerState> ledger, Supplier<PlaneState> plane, KafkaDirectoryReader directory) {
    gauge("weir_journal_bytes", "Journal on disk", () -> ledger.get().bytes());
    gauge(
        "weir_journal_capacity_bytes",
        "Size of the journal at which new work is refused",
        () -> ledger.get().capacityBytes());
    gauge(
        "weir_journal_unacknowledged",
        "Events that Kafka has not acknowledged",
        () -> ledger.get().unacknowledged());
    gauge(
        "weir_journal_oldest_unacknowledged_seconds",
        "Age of the oldest of them: what a lost host would lose",
        () -> ledger.get().oldestUnacknowledged().toMillis() / MILLIS);
    gauge("weir_open_attempts", "Attempts that run", () -> ledger.get().openAttempts());
    gauge(
        "weir_directory_age_seconds",
        "Since Kafka was last heard of about keys and teams; NaN: never",
        () -> age(directory.freshAt()));
    registerPlane(plane);
  }

  private void registerPlane(Supplier<PlaneState> plane) {
    gauge("weir_redis_connected", "1: Redis answers", () -> plane.get().connected() ? 1 : 0);
    gauge("weir_leases", "Budget windows with a lease here", () -> plane.get().leases());
    gauge("weir_budget_waiting", "Attempts that wait for a lease", () -> plane.get().waiting());
    gauge("weir_leased_usd", "Leased to this node", () -> plane.get().totalNanoUsd() / NANOS);
    gauge("weir_held_usd", "Held for attempts that run", () -> plane.get().heldNanoUsd() / NANOS);
    for (String tag : new RedisKeys("").tags()) {
      metrics
          .page()
          .gauge(
              "weir_budget_plane_ready",
              "1: leases are granted; 0: not, or not known",
              Tags.of("tag", tag),
              () -> ready(plane.get(), tag));
    }
  }

  private static double ready(PlaneState state, String tag) {
    return state.tags().stream().anyMatch(it -> it.tag().equals(tag) && it.ready()) ? 1 : 0;
  }

  private double age(@Nullable Instant fresh) {
    return fresh == null
        ? Double.NaN
        : Duration.between(fresh, clock.instant()).toMillis() / MILLIS;
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    metrics.page().gauge(name, help, Tags.empty(), value);
  }
}
