package dev.weir.accounting.topology;

import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** Counts what a task comes across; kept among the metrics of Kafka Streams. */
public final class TaskCount {
  private static final String SCOPE = "weir";

  private TaskCount() {}

  static Sensor of(ProcessingContext context, String what) {
    return context
        .metrics()
        .addRateTotalSensor(SCOPE, context.taskId().toString(), what, RecordingLevel.INFO);
  }

  /** Whether this metric is a task's count of that. */
  public static boolean is(MetricName metric, String what) {
    return metric.group().equals("stream-" + SCOPE + "-metrics")
        && metric.name().equals(what + "-total");
  }
}
