package dev.weir.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.directory.DirectoryWriter.Rejected;
import dev.weir.gateway.directory.DirectoryWriter.WriteResult;
import dev.weir.gateway.directory.DirectoryWriter.Written;
import dev.weir.schemas.events.Actor;
import dev.weir.schemas.events.AuditRecord;
import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.topics.Topics;
import dev.weir.testkit.KafkaExtension;
import dev.weir.testkit.KafkaLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaDirectoryIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final int UPDATES = 100;

  private final String prefix = KAFKA.newPrefix();

  @BeforeEach
  void createTopic() throws Exception {
    TestNode.createTopics(KAFKA.bootstrapServers(), prefix);
  }

  @Test
  void losesNoUpdate_whenTwoNodesTakeTheRoleFromEachOther() throws Exception {
    try (var one = node();
        var two = node();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<WriteResult<KeyEntry, String>>> ones = threads.submit(updates(one));
      Future<List<WriteResult<KeyEntry, String>>> twos = threads.submit(updates(two));

      List<WriteResult<KeyEntry, String>> results = new ArrayList<>(ones.get());
      results.addAll(twos.get());

      var versions = results.stream().map(KafkaDirectoryIT::version).sorted().toList();
      assertThat(versions).isEqualTo(LongStream.rangeClosed(1, 2 * UPDATES).boxed().toList());
    }
  }

  @Test
  void knowsAKeyOnTheOtherNodeAndNoLongerAfterItsDeletion_withinASecond() {
    try (var one = node();
        var two = node()) {
      one.put(TestEntries.key("k1", "alias", 1)); // Makes the transaction log, which takes a while.
      KeyEntry key = TestEntries.key("k2", "other", 1);

      assertThat(one.put(key)).isEqualTo(new Written<>(key));
      assertThat(one.reader.key("k2")).isEqualTo(key);
      await().atMost(A_SECOND).until(() -> key.equals(two.reader.key("k2")));

      assertThat(one.delete("k2")).isEqualTo(new Written<>("k2"));
      assertThat(one.reader.key("k2")).isNull();
      await().atMost(A_SECOND).until(() -> two.reader.key("k2") == null);
    }
  }

  @Test
  void writesTheAuditWithTheChange_onceForEach() throws Exception {
    try (var one = node();
        var two = node()) {
      KeyEntry first = TestEntries.key("k1", null, 1);
      one.put(first);
      two.count("k1");
      two.delete("k1");
      one.delete("k1");
    }

    var topics = new Topics(prefix, 1);
    List<AuditRecord> audit = new ArrayList<>();
    for (var record : KafkaLog.read(KAFKA.bootstrapServers(), topics.audit().name())) {
      audit.add(EventJson.read(record.value(), AuditRecord.class));
    }
    assertThat(audit).extracting(AuditRecord::entity).containsOnly("key:k1");
    assertThat(audit)
        .extracting(it -> version(it.before()) + "->" + version(it.after()))
        .containsExactly("null->1", "1->2", "2->null");
    assertThat(audit).extracting(AuditRecord::by).containsOnly(Actor.MASTER);
    assertThat(audit).extracting(AuditRecord::write).doesNotHaveDuplicates();
  }

  private static @Nullable Long version(@Nullable DirectoryEntry entry) {
    return entry == null ? null : entry.version();
  }

  @Test
  void decidesOnWhatTheOtherNodeWrote() {
    try (var one = node();
        var two = node()) {
      one.put(TestEntries.key("k1", null, 1));
      two.delete("k1");

      assertThat(one.delete("k1")).isEqualTo(new Rejected<>("no such key"));
    }
  }

  @Test
  void readsEverythingAgainAfterARestart() {
    try (var before = node()) {
      before.put(TestEntries.key("kept", "alias", 1));
      before.put(TestEntries.key("deleted", null, 1));
      before.delete("deleted");
    }

    try (var after = node()) {
      assertThat(after.reader.keys()).containsExactly(TestEntries.key("kept", "alias", 1));
      assertThat(after.reader.keyByAlias("alias")).isNotNull();
    }
  }

  @Test
  void refusesToWrite_whileThereAreKeysOfAnotherSecret() {
    try (var one = node();
        var two = TestNode.start(KAFKA.bootstrapServers(), prefix, PATIENCE, "other")) {
      one.put(TestEntries.key("k1", null, 1));

      WriteResult<KeyEntry, String> refused = two.put(TestEntries.key("k2", null, 1));

      assertThat(refused)
          .isEqualTo(
              new DirectoryWriter.Unavailable<>(
                  "this node has another key secret than the one with which 1 of the directory's"
                      + " keys were hashed: give all nodes the same WEIR_KEY_SECRET"));
      assertThat(two.reader.wrongSecret()).isNotNull();
      assertThat(one.reader.wrongSecret()).isNull();
      assertThat(one.delete("k1")).isEqualTo(new Written<>("k1"));
      KeyEntry own = TestEntries.key("k3", null, 1);
      assertThat(two.put(own)).isEqualTo(new Written<>(own));
    }
  }

  @Test
  void leavesATombstoneInTheLog() {
    try (var node = node()) {
      node.put(TestEntries.key("k1", null, 1));
      node.delete("k1");
    }

    var records = KAFKA.drain(new Topics(prefix, 1).directory().name());
    assertThat(records).hasSize(2);
    assertThat(records.getLast().key()).asString().isEqualTo("key:k1");
    assertThat(records.getLast().value()).isNull();
  }

  @Test
  void passesOverWhatCantBeRead() throws Exception {
    try (var node = node();
        var raw =
            new KafkaProducer<>(
                TestNode.settings(KAFKA.bootstrapServers(), prefix).clientProperties(),
                new StringSerializer(),
                new StringSerializer())) {
      String topic = new Topics(prefix, 1).directory().name();
      raw.send(new ProducerRecord<>(topic, "key:bad", "{no json")).get();
      raw.send(new ProducerRecord<>(topic, "user:of-a-later-version", null)).get();

      assertThat(node.put(TestEntries.key("k1", null, 1))).isInstanceOf(Written.class);
      assertThat(node.reader.keys()).hasSize(1);
      assertThat(node.reader.inTouch()).isTrue();
    }
  }

  private TestNode node() {
    return TestNode.start(KAFKA.bootstrapServers(), prefix, PATIENCE);
  }

  private static Callable<List<WriteResult<KeyEntry, String>>> updates(TestNode node) {
    return () -> {
      List<WriteResult<KeyEntry, String>> results = new ArrayList<>();
      for (int i = 0; i < UPDATES; i++) {
        results.add(node.count("shared"));
      }
      return results;
    };
  }

  private static long version(WriteResult<KeyEntry, String> result) {
    return ((Written<KeyEntry, String>) result).result().version();
  }
}
