package dev.weir.cli.ledger;

import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.schemas.config.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads one topic, all its partitions, without a consumer group: it leaves nothing in Kafka and
 * needs no more than the right to read. What goes wrong is a {@link CommandFailure}.
 */
public final class TopicReader implements AutoCloseable {
  private static final int ANSWER_MILLIS = 20_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String servers;
  private final List<TopicPartition> partitions;

  private TopicReader(
      KafkaConsumer<byte[], byte[]> consumer, String servers, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.servers = servers;
    this.partitions = partitions;
  }

  /** A reader that stands nowhere yet. */
  public static TopicReader open(KafkaSettings kafka, String topic) {
    String servers = kafka.bootstrapServers();
    KafkaConsumer<byte[], byte[]> consumer = told(servers, () -> consumer(kafka));
    List<PartitionInfo> found;
    try {
      found = told(servers, () -> consumer.partitionsFor(topic));
    } catch (CommandFailure e) {
      consumer.close();
      throw e;
    }
    if (found == null || found.isEmpty()) {
      consumer.close();
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "Kafka at " + servers + " has no topic " + topic + ": is there a --topic-prefix?");
    }
    List<TopicPartition> partitions =
        found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
    return new TopicReader(consumer, servers, partitions);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaSettings kafka) {
    Map<String, Object> client = kafka.clientProperties();
    client.put(ConsumerConfig.CLIENT_ID_CONFIG, "weir-cli");
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    client.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    var bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(client, bytes, bytes);
  }

  /** Goes to the first record. */
  public void fromBeginning() {
    consumer.seekToBeginning(partitions);
  }

  /** Goes to what comes next. */
  public void fromEnd() {
    consumer.seekToEnd(partitions);
    // At once: what comes while the first poll is under way must not be passed over.
    told(servers, this::positions);
  }

  /** Goes to the first records of that time or later. */
  public void from(Instant time) {
    Map<TopicPartition, Long> times =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), it -> time.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found =
        told(servers, () -> consumer.offsetsForTimes(times));
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      if (first == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, first.offset());
      }
    }
    told(servers, this::positions);
  }

  private Map<TopicPartition, Long> positions() {
    var positions = new HashMap<TopicPartition, Long>();
    partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
    return positions;
  }

  /** Where the topic ends now. */
  public Map<TopicPartition, Long> ends() {
    return told(servers, () -> consumer.endOffsets(partitions));
  }

  /** Whether all before these ends has been read. */
  public boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** The next records; none if none come in that time. */
  public ConsumerRecords<byte[], byte[]> next(Duration wait) {
    return told(servers, () -> consumer.poll(wait));
  }

  /** Whether a connection to a broker stands. */
  public boolean connected() {
    return consumer.metrics().entrySet().stream()
        .filter(it -> it.getKey().name().equals("connection-count"))
        .anyMatch(it -> it.getValue().metricValue() instanceof Double count && count > 0);
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** What Kafka's client does, with its exceptions told in one line. */
  private static <T> T told(String servers, Supplier<T> action) {
    String kafka = "Kafka at " + servers;
    try {
      return action.get();
    } catch (TimeoutException e) {
      throw new CommandFailure(ExitStatus.UNREACHABLE, kafka + " does not answer");
    } catch (AuthenticationException | AuthorizationException e) {
      throw new CommandFailure(
          ExitStatus.UNAUTHORIZED, kafka + " does not let us in: " + because(e));
    } catch (KafkaException e) {
      throw new CommandFailure(ExitStatus.UNREACHABLE, kafka + ": " + because(e));
    }
  }

  /** The constructor wraps what was wrong with an address or a key store. */
  private static String because(KafkaException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = String.valueOf(deepest.getMessage());
    // A message about this one may quote from it, and a password stands in it.
    return message.contains("JAAS") ? "sasl.jaas.config is not as it must be" : message;
  }
}
