package dev.weir.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic as it is now. */
public final class KafkaLog {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int IDLE_POLLS = 150;
  private static final int TOPIC_TRIES = 20;
  private static final Duration TOPIC_PAUSE = Duration.ofMillis(100);

  private KafkaLog() {}

  /**
   * All committed records of the topic, from its beginning to where it ended at the time of the
   * call, ordered by partition and offset.
   *
   * @throws IllegalStateException if there is no such topic, or if a record can't be read for 30
   *     seconds
   */
  public static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false);
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<byte[], byte[]>(settings, bytes, bytes)) {
      var partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return readToEnd(consumer, consumer.endOffsets(partitions));
    }
  }

  /** Asks more than once: a broker knows a new topic a moment after its controller does. */
  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    for (int i = 0; i < TOPIC_TRIES; i++) {
      var infos = consumer.partitionsFor(topic);
      if (!infos.isEmpty()) {
        return infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
      }
      pause();
    }
    throw new IllegalStateException("no topic " + topic);
  }

  private static List<ConsumerRecord<byte[], byte[]>> readToEnd(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    int idle = 0;
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      var polled = consumer.poll(POLL);
      polled.forEach(records::add);
      idle = polled.isEmpty() ? idle + 1 : 0;
      if (idle == IDLE_POLLS) {
        throw new IllegalStateException("records before " + ends + " can't be read");
      }
    }
    records.sort(
        Comparator.comparingInt((ConsumerRecord<byte[], byte[]> record) -> record.partition())
            .thenComparingLong(ConsumerRecord::offset));
    return List.copyOf(records);
  }

  private static void pause() {
    try {
      Thread.sleep(TOPIC_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
