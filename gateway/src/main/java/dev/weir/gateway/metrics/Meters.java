package dev.weir.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is counted for one combination of labels. A metric is on the page from its first count on:
 * most calls know no cached tokens.
 */
final class Meters {
  private final Labels labels;
  private final MeterRegistry registry;
  private final Map<Family, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Family, DistributionSummary> histograms = new ConcurrentHashMap<>();

  Meters(Labels labels, MeterRegistry registry) {
    this.labels = labels;
    this.registry = registry;
  }

  void count(Family family) {
    add(family, 1);
  }

  /** Nothing where there is nothing to add. */
  void add(Family family, double amount) {
    if (amount > 0) {
      Counter counter = counters.get(family);
      (counter != null ? counter : counter(family)).increment(amount);
    }
  }

  void record(Family family, double seconds) {
    DistributionSummary histogram = histograms.get(family);
    (histogram != null ? histogram : histogram(family)).record(seconds);
  }

  /** The registry gives all who ask at once the same one. */
  private Counter counter(Family family) {
    Counter made =
        Counter.builder(family.wire())
            .description(family.help())
            .tags(labels.tags(family))
            .register(registry);
    counters.put(family, made);
    return made;
  }

  private DistributionSummary histogram(Family family) {
    DistributionSummary made =
        DistributionSummary.builder(family.wire())
            .description(family.help())
            .tags(labels.tags(family))
            .serviceLevelObjectives(family.bounds())
            .register(registry);
    histograms.put(family, made);
    return made;
  }
}
