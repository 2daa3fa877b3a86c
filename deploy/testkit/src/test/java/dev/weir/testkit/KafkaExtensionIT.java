package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaExtensionIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private final String topic = KAFKA.newPrefix() + "events";

  @Test
  void drainsCommittedRecordsInOrderOfPartitionAndOffset() throws Exception {
    create(2);
    try (var producer = producer(Map.of("transactional.id", topic))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 1, "k", "b"));
      producer.send(new ProducerRecord<>(topic, 0, "k", "a"));
      producer.send(new ProducerRecord<>(topic, 1, "k", "c"));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 0, "k", "never"));
      producer.abortTransaction();
    }

    assertThat(values()).containsExactly("0/0=a", "1/0=b", "1/1=c");
  }

  @Test
  void drainsNothing_whenTheTopicIsEmpty() throws Exception {
    create(3);

    assertThat(values()).isEmpty();
  }

  @Test
  void refusesATopicThatNobodyMade() {
    assertThatIllegalStateException()
        .isThrownBy(() -> KAFKA.drain(topic))
        .withMessage("no topic " + topic);
  }

  @Test
  void sharesOneBroker() {
    assertThat(new KafkaExtension().bootstrapServers()).isEqualTo(KAFKA.bootstrapServers());
  }

  private void create(int partitions) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
      var created = new NewTopic(topic, Optional.of(partitions), Optional.empty());
      admin.createTopics(List.of(created)).all().get();
    }
  }

  private KafkaProducer<String, String> producer(Map<String, Object> more) {
    var settings = new HashMap<>(more);
    settings.put("bootstrap.servers", KAFKA.bootstrapServers());
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private List<String> values() {
    return KAFKA.drain(topic).stream()
        .map(record ->
            "%d/%d=%s"
                .formatted(
                    record.partition(),
                    record.offset(),
                    new String(record.value(), StandardCharsets.UTF_8)))
        .toList();
  }
}
