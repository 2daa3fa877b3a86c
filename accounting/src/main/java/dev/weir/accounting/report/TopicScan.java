package dev.weir.accounting.report;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic once, as it is committed now, by partition in order.
 *
 * @param client properties of a Kafka client
 */
record TopicScan(Map<String, Object> client) {
  private static final Duration POLL = Duration.ofMillis(500);

  /** From its beginning. */
  void all(String topic, Consumer<ConsumerRecord<String, byte[]>> visitor) {
    try (var consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      read(consumer, partitions, visitor);
    }
  }

  /** From the first record of that time on. */
  void since(String topic, Instant from, Consumer<ConsumerRecord<String, byte[]>> visitor) {
    try (var consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      Map<TopicPartition, Long> asked = new HashMap<>();
      partitions.forEach(it -> asked.put(it, from.toEpochMilli()));
      consumer.offsetsForTimes(asked).forEach((partition, at) -> seek(consumer, partition, at));
      read(consumer, partitions, visitor);
    }
  }

  /** Kafka has no entry where no record is that young. */
  @SuppressWarnings("ConstantValue")
  private static void seek(
      KafkaConsumer<String, byte[]> consumer, TopicPartition partition, OffsetAndTimestamp at) {
    if (at != null) {
      consumer.seek(partition, at.offset());
    }
  }

  private static void read(
      KafkaConsumer<String, byte[]> consumer,
      List<TopicPartition> partitions,
      Consumer<ConsumerRecord<String, byte[]>> visitor) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
      consumer.poll(POLL).forEach(visitor);
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(it -> new TopicPartition(topic, it.partition()))
        .toList();
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
