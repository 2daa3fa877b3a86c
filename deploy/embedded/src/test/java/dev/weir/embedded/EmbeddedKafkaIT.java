package dev.weir.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  private static final String TOPIC = "events";

  @TempDir Path directory;

  @Test
  void keepsRecordsAndOffsets_whenRestartedOnOtherPorts() throws Exception {
    try (var kafka = EmbeddedKafka.start(directory, 0, 0)) {
      produce(kafka.bootstrapServers(), "first", "second");
      assertThat(consumeAndCommit(kafka.bootstrapServers(), 2)).containsExactly("first", "second");
      send(kafka.bootstrapServers(), "third");
    }

    try (var kafka = EmbeddedKafka.start(directory, 0, 0)) {
      assertThat(consumeAndCommit(kafka.bootstrapServers(), 1)).containsExactly("third");
    }
  }

  @Test
  void keepsRecords_whenTheProcessWasKilled() throws Exception {
    try (var child = ChildJvm.start("kafka", directory)) {
      produce(child.address(), "first", "second");
      child.kill();
    }

    try (var kafka = EmbeddedKafka.start(directory, 0, 0)) {
      send(kafka.bootstrapServers(), "third");
      assertThat(consumeAndCommit(kafka.bootstrapServers(), 3))
          .containsExactly("first", "second", "third");
    }
  }

  @Test
  void makesNoTopicByItself() throws Exception {
    try (var kafka = EmbeddedKafka.start(directory, 0, 0);
        var admin = admin(kafka.bootstrapServers());
        var consumer = consumer(kafka.bootstrapServers())) {
      consumer.partitionsFor("mistyped");

      assertThat(admin.listTopics().names().get()).isEmpty();
    }
  }

  @Test
  void refusesToStart_whenAPortIsTaken() throws Exception {
    try (var other = new ServerSocket(0, 1, Ports.LOOPBACK)) {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> EmbeddedKafka.start(directory, other.getLocalPort(), 0))
          .withMessage(
              "port %d is taken: Kafka can't listen on it; stop what uses it or choose another port",
              other.getLocalPort());
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> EmbeddedKafka.start(directory, 0, other.getLocalPort()))
          .withMessageStartingWith("port %d is taken: ", other.getLocalPort());
    }
  }

  @Test
  void refusesToStart_whenAnotherUsesTheDirectory() {
    try (var lock = DirectoryLock.take(directory)) {
      assertThat(lock).isNotNull();
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(() -> EmbeddedKafka.start(directory, 0, 0))
          .withMessage("data directory %s is used by another process", directory);
    }
  }

  private static void produce(String bootstrapServers, String... values) throws Exception {
    try (var admin = admin(bootstrapServers)) {
      var topic = new NewTopic(TOPIC, Optional.of(1), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
    }
    send(bootstrapServers, values);
  }

  private static void send(String bootstrapServers, String... values) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (var value : values) {
        producer.send(new ProducerRecord<>(TOPIC, "k", value)).get();
      }
    }
  }

  private static List<String> consumeAndCommit(String bootstrapServers, int count) {
    try (var consumer = consumer(bootstrapServers)) {
      consumer.subscribe(Set.of(TOPIC));
      var values = new ArrayList<String>();
      for (int polls = 0; values.size() < count && polls < 150; polls++) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      consumer.commitSync();
      return values;
    }
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  private static KafkaConsumer<String, String> consumer(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "group.id",
            "readers",
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }
}
