package dev.weir.gateway.directory;

import dev.weir.gateway.directory.Change.Reject;
import dev.weir.gateway.directory.Change.Write;
import dev.weir.gateway.directory.DirectoryWriter.WriteResult;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.Actor;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.topics.Topic;
import dev.weir.schemas.topics.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/** The directory's part of a gateway node. */
final class TestNode implements AutoCloseable {
  static final Cause CAUSE = new Cause(Actor.MASTER, "/key/test");

  final KafkaDirectoryReader reader;
  final KafkaDirectoryWriter writer;

  private TestNode(KafkaDirectoryReader reader, KafkaDirectoryWriter writer) {
    this.reader = reader;
    this.writer = writer;
  }

  static TestNode start(String bootstrapServers, String prefix, Duration patience) {
    return start(bootstrapServers, prefix, patience, "mark");
  }

  static TestNode start(
      String bootstrapServers, String prefix, Duration patience, String secretMark) {
    var kafka = settings(bootstrapServers, prefix);
    var topic = new Topics(prefix, 1).directory();
    var clock = InstantSource.system();
    var reader = new KafkaDirectoryReader(kafka, topic, secretMark, clock);
    reader.start();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(reader::ready);
    var audit = new Topics(prefix, 1).audit();
    return new TestNode(
        reader, new KafkaDirectoryWriter(kafka, topic, audit, reader, clock, patience));
  }

  static KafkaSettings settings(String bootstrapServers, String prefix) {
    return new KafkaSettings(bootstrapServers, prefix, (short) 1, 1, Map.of());
  }

  static void createTopics(String bootstrapServers, String prefix)
      throws ExecutionException, InterruptedException {
    var topics = new Topics(prefix, 1);
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      for (Topic<?> topic : List.of(topics.directory(), topics.audit())) {
        var created = new NewTopic(topic.name(), Optional.of(1), Optional.empty());
        admin.createTopics(List.of(created.configs(topic.config()))).all().get();
      }
    }
  }

  WriteResult<KeyEntry, String> put(KeyEntry key) {
    return writer.write(CAUSE, _ -> new Write<>(List.of(key), List.of(), key));
  }

  WriteResult<String, String> delete(String id) {
    return writer.write(
        CAUSE,
        view ->
            view.key(id) == null
                ? new Reject<>("no such key")
                : new Write<>(List.of(), List.of("key:" + id), id));
  }

  /** One more version of the key: what a lost update would miss. */
  WriteResult<KeyEntry, String> count(String id) {
    return writer.write(
        CAUSE,
        view -> {
          KeyEntry old = view.key(id);
          KeyEntry next = TestEntries.key(id, null, old == null ? 1 : old.version() + 1);
          return new Write<>(List.of(next), List.of(), next);
        });
  }

  @Override
  public void close() {
    writer.close();
    reader.close();
  }
}
