package dev.weir.alerts.app;

import dev.weir.alerts.delivery.Channels;
import dev.weir.alerts.delivery.Progress;
import dev.weir.alerts.text.AlertText;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads alerts in order, hands each to its channels and commits how far these are: after their
 * answers. So an alert is never lost, late while its destination is down, and told twice only if
 * the process is killed within a moment of the answer.
 */
final class KafkaAlertReader implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(KafkaAlertReader.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** One destination may have so many waiting before the others have to wait, too. */
  private static final int MOST_WAITING = 10_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final AlertText text;
  private final Channels channels;
  private long read;
  private Progress committed = new Progress(0, Map.of());
  private volatile boolean stopped;

  /**
   * @param name of this process: the one that comes back under it takes its own place in the group
   */
  KafkaAlertReader(
      KafkaSettings kafka, String name, Topics topics, AlertText text, Channels channels) {
    Map<String, Object> settings = kafka.clientProperties();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, topics.prefix() + "weir-alerts");
    // Else a restart waits 45 s for the member that was killed, and a stop for that restart.
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Accounting writes in transactions: what was rolled back is not told.
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.partition = new TopicPartition(topics.alerts().name(), 0);
    this.text = text;
    this.channels = channels;
  }

  /** Kafka's own figures of the reading. Safe for use by any thread. */
  Map<MetricName, ? extends Metric> metrics() {
    return consumer.metrics();
  }

  void stop() {
    stopped = true;
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer) {
      consumer.subscribe(List.of(partition.topic()), new Ownership());
      readUntilStopped();
      commit();
    }
  }

  private void readUntilStopped() {
    try {
      while (!stopped) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          tell(message);
          read = message.offset() + 1;
        }
        commit();
        restrain();
      }
    } catch (WakeupException e) {
      LOGGER.debug("woken to stop");
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> message) {
    try {
      channels.tell(message.offset(), text.of(EventJson.read(message.value(), Alert.class)));
    } catch (IOException | RuntimeException e) {
      LOGGER.error(
          "an alert can't be read offset={} reason={}",
          message.offset(),
          e.getClass().getSimpleName());
    }
  }

  private void commit() {
    Progress now = channels.progress(read);
    if (now.equals(committed) || !consumer.assignment().contains(partition)) {
      return;
    }
    try {
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(now.offset(), now.text())));
      committed = now;
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOGGER.warn("no commit reason={}", e.getClass().getSimpleName());
    }
  }

  private void restrain() {
    Set<TopicPartition> mine = consumer.assignment();
    if (channels.waiting() >= MOST_WAITING) {
      consumer.pause(mine);
    } else {
      consumer.resume(mine);
    }
  }

  /** Takes up where the owner before stopped. */
  private final class Ownership implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      channels.forget();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.contains(partition)) {
        return;
      }
      OffsetAndMetadata last = consumer.committed(Set.of(partition)).get(partition);
      committed =
          last == null ? new Progress(0, Map.of()) : Progress.parse(last.offset(), last.metadata());
      read = committed.offset();
      channels.resume(committed);
    }
  }
}
