package dev.weir.gateway.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Gauges that show what was said last, one per combination of labels, up to a number of those. The
 * others are not shown: there is no sum of what is left of many limits.
 */
final class LatestGauges {
  private final int most;
  private final Registration registration;
  private final Map<Labelled, AtomicLong> values = new ConcurrentHashMap<>();
  private final LongAdder over = new LongAdder();

  /** What tells a gauge from all others; made for each value, so its labels are not made yet. */
  interface Labelled {
    String name();

    String help();

    Tags tags();
  }

  /** Makes a gauge known. */
  interface Registration {
    /** It is read at each scrape. */
    void gauge(String name, String help, Tags tags, DoubleSupplier value);
  }

  LatestGauges(int most, Registration registration) {
    this.most = most;
    this.registration = registration;
  }

  void set(Labelled what, long to) {
    AtomicLong value = values.get(what);
    if (value == null && values.size() < most) {
      value = values.computeIfAbsent(what, this::register);
    }
    if (value == null) {
      over.increment();
    } else {
      value.set(to);
    }
  }

  /** Gauges that are shown. */
  int shown() {
    return values.size();
  }

  /** How often there was no room for one. */
  long over() {
    return over.sum();
  }

  private AtomicLong register(Labelled what) {
    var value = new AtomicLong();
    registration.gauge(what.name(), what.help(), what.tags(), value::get);
    return value;
  }
}
