package dev.weir.schemas.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** What a service shows to Prometheus. Thread-safe; nothing here is on a request's path. */
public final class MetricsPage {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Rows> rows = new ArrayList<>();

  private record Rows(MultiGauge gauge, Supplier<List<GaugeRow>> values) {}

  /** For meters of other kinds. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Adds memory, threads, processor time and uptime of this process, by Micrometer's names. */
  public MetricsPage withProcess() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return this;
  }

  /** The page, in Prometheus' text format 0.0.4. */
  public String scrape() {
    lock.lock();
    try {
      rows.forEach(MetricsPage::refresh);
      return registry.scrape();
    } finally {
      lock.unlock();
    }
  }

  private static void refresh(Rows source) {
    List<Row<?>> now = new ArrayList<>();
    source.values.get().forEach(it -> now.add(Row.of(it.tags(), it.value())));
    source.gauge.register(now, true);
  }

  /** A gauge that is read at each scrape. */
  public void gauge(String name, String help, Tags tags, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(help)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /** Gauges of one name that come and go: which there are is asked at each scrape. */
  public void gauges(String name, String help, Supplier<List<GaugeRow>> values) {
    lock.lock();
    try {
      rows.add(new Rows(MultiGauge.builder(name).description(help).register(registry), values));
    } finally {
      lock.unlock();
    }
  }

  /**
   * A count that is kept elsewhere and read at each scrape.
   *
   * @param name without {@code _total}
   */
  public void counter(String name, String help, Tags tags, DoubleSupplier value) {
    // What a counter is of is held weakly; its function is not.
    FunctionCounter.builder(name, registry, _ -> value.getAsDouble())
        .description(help)
        .tags(tags)
        .register(registry);
  }
}
