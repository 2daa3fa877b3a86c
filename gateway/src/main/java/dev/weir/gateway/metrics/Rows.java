package dev.weir.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Gauges that come and go, made anew for each scrape. Thread-safe. */
final class Rows {
  private final MeterRegistry registry;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Source> sources = new ArrayList<>();

  private record Source(MultiGauge gauge, Supplier<List<GaugeRow>> values) {}

  Rows(MeterRegistry registry) {
    this.registry = registry;
  }

  void add(String name, String help, Supplier<List<GaugeRow>> values) {
    lock.lock();
    try {
      var gauge = MultiGauge.builder(name).description(help).register(registry);
      sources.add(new Source(gauge, values));
    } finally {
      lock.unlock();
    }
  }

  /** Not on the request path. */
  void refresh() {
    lock.lock();
    try {
      for (Source source : sources) {
        List<Row<?>> now = new ArrayList<>();
        source.values.get().forEach(it -> now.add(Row.of(it.tags(), it.value())));
        source.gauge.register(now, true);
      }
    } finally {
      lock.unlock();
    }
  }
}
