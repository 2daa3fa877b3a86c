package dev.weir.alerts.app;

import dev.weir.alerts.delivery.Channels;
import dev.weir.schemas.operations.MetricsPage;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What the alerts service shows to Prometheus: METRICS.md lists it. */
final class AlertsMetrics {
  private AlertsMetrics() {}

  /**
   * The page.
   *
   * @param kafka figures of the reader's consumer
   */
  static MetricsPage of(Channels channels, Supplier<Map<MetricName, ? extends Metric>> kafka) {
    MetricsPage page = new MetricsPage().withProcess();
    page.gauge(
        "weir_alerts_lag_records",
        "Alerts that wait to be read",
        Tags.empty(),
        () -> most(kafka.get(), "records-lag", true));
    page.counter(
        "weir_alerts_records_read",
        "Alerts that were read, also again after a restart",
        Tags.empty(),
        () -> most(kafka.get(), "records-consumed-total", false));
    page.gauge(
        "weir_alerts_waiting",
        "The most messages that wait for one destination",
        Tags.empty(),
        channels::waiting);
    posts(page, "delivered", channels.posts()::delivered);
    posts(page, "retried", channels.posts()::retried);
    posts(page, "failed", channels.posts()::failed);
    return page;
  }

  private static void posts(MetricsPage page, String outcome, DoubleSupplier count) {
    page.counter(
        "weir_alerts_posts",
        "Tries to post a message: delivered; to be retried; failed for good",
        Tags.of("outcome", outcome),
        count);
  }

  /** Of one partition; some clients name its topic in two ways, so they are not added up. */
  private static double most(
      Map<MetricName, ? extends Metric> metrics, String name, boolean ofTopic) {
    return metrics.entrySet().stream()
        .filter(it -> it.getKey().name().equals(name))
        .filter(it -> it.getKey().tags().containsKey("topic") == ofTopic)
        .map(it -> it.getValue().metricValue())
        .mapToDouble(it -> it instanceof Number number ? number.doubleValue() : 0)
        .filter(it -> !Double.isNaN(it))
        .max()
        .orElse(0);
  }
}
