package dev.weir.accounting.app;

import dev.weir.accounting.topology.TaskCount;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** Figures that Kafka's clients and the tasks keep, added up over this process. */
record StreamsFigures(KafkaStreams streams) {
  private static final String CONSUMER = "consumer-fetch-manager-metrics";
  private static final String PRODUCER = "producer-topic-metrics";

  /** Records that wait to be read. */
  double lag(String topic) {
    return sum(topic, it -> it.name().equals("records-lag") && it.group().equals(CONSUMER));
  }

  /** Records that were read. */
  double read(String topic) {
    return sum(
        topic,
        it ->
            it.name().equals("records-consumed-total")
                && it.group().equals(CONSUMER)
                && !it.tags().containsKey("partition"));
  }

  /** Records that were written. */
  double written(String topic) {
    return sum(topic, it -> it.name().equals("record-send-total") && it.group().equals(PRODUCER));
  }

  /** What tasks have counted. */
  double counted(String what) {
    return sum(it -> TaskCount.is(it, what));
  }

  /** Older clients write topics' names with underscores for dots, and some write both. */
  private double sum(String topic, Predicate<MetricName> wanted) {
    Predicate<MetricName> here = wanted.and(it -> topic.equals(it.tags().get("topic")));
    if (streams.metrics().keySet().stream().anyMatch(here)) {
      return sum(here);
    }
    String old = topic.replace('.', '_');
    return sum(wanted.and(it -> old.equals(it.tags().get("topic"))));
  }

  private double sum(Predicate<MetricName> wanted) {
    double sum = 0;
    for (Map.Entry<MetricName, ? extends Metric> it : streams.metrics().entrySet()) {
      if (wanted.test(it.getKey())
          && !it.getKey().tags().getOrDefault("client-id", "").contains("restore")
          && it.getValue().metricValue() instanceof Number number
          && !Double.isNaN(number.doubleValue())) {
        sum += number.doubleValue();
      }
    }
    return sum;
  }
}
