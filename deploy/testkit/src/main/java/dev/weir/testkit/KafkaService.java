package dev.weir.testkit;

import dev.weir.embedded.EmbeddedKafka;
import org.testcontainers.kafka.KafkaContainer;

/** The running broker. */
record KafkaService(String bootstrapServers, Runnable stop) implements AutoCloseable {
  private static final String IMAGE = "apache/kafka:4.3.1";

  static KafkaService start() {
    QuietLogs.apply();
    return new ServiceStart<>(IMAGE, KafkaService::docker, KafkaService::local)
        .start(ServiceMode.configured(), DockerEngine.find()::offer);
  }

  private static KafkaService docker() {
    var container =
        new KafkaContainer(IMAGE)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
    container.start();
    return new KafkaService(container.getBootstrapServers(), container::close);
  }

  private static KafkaService local() {
    var directory = TestDirectory.shared("kafka");
    TestDirectory.delete(directory);
    var broker = EmbeddedKafka.start(directory, 0, 0);
    return new KafkaService(broker.bootstrapServers(), broker::close);
  }

  @Override
  public void close() {
    stop.run();
  }
}
