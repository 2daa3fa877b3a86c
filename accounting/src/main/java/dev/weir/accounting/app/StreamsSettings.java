package dev.weir.accounting.app;

import dev.weir.schemas.config.WeirSettings;
import dev.weir.schemas.topics.Topics;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Settings of Kafka Streams, as measured (reference/kafka.md §4–6). */
final class StreamsSettings {
  private static final int COMMIT_MILLIS = 100;

  private StreamsSettings() {}

  /** Names the consumer group, and what the topology keeps in Kafka. */
  static String application(Topics topics) {
    return topics.prefix() + "weir-accounting";
  }

  static Properties of(WeirSettings weir, Topics topics) {
    Properties settings = new Properties();
    // A second process keeps a copy of what the first folds, and need not read the log to go on.
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    settings.putAll(weir.kafka().clientProperties());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application(topics));
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, weir.dataDir().resolve("accounting").toString());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) weir.kafka().replication());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    // A member that comes back under its name is not waited for: 3 s instead of 45 to 73 s.
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), weir.nodeName());
    // Nobody sees a record before its commit, which sends what lingers.
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), COMMIT_MILLIS);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    return settings;
  }
}
