package dev.weir.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.embedded.EmbeddedKafka;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.EpochClosed;
import dev.weir.schemas.events.EpochOpened;
import dev.weir.schemas.events.LogEvent;
import dev.weir.schemas.topics.KafkaTopics;
import dev.weir.schemas.topics.Topics;
import dev.weir.schemas.topics.TopicsCheck;
import dev.weir.testkit.KafkaExtension;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KafkaSenderIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void shipsEachEventOnceInTheOrderOfTheJournal() throws Exception {
    var topics = new Topics(KAFKA.newPrefix(), 4);
    try (Ledger ledger = open(KAFKA.bootstrapServers(), topics)) {
      for (int i = 0; i < 500; i++) {
        ledger.finish(begin(ledger, "team-" + i % 7), Drafts.finish());
      }
    }

    AttemptLog log = AttemptLog.read(KAFKA.bootstrapServers(), topics.attempts().name());
    log.assertWhole(1002);
    assertThat(log.raw()).isEqualTo(1000 + 2 * 4);
    assertThat(log.partitions().values())
        .allSatisfy(events -> assertThat(events).isSortedAccordingTo(BY_SEQ))
        .hasSize(4);
  }

  @Test
  void putsEpochsIntoEveryPartition_andAnAttemptsEventsIntoOne() throws Exception {
    var topics = new Topics(KAFKA.newPrefix(), 4);
    try (Ledger ledger = open(KAFKA.bootstrapServers(), topics)) {
      assertThat(ledger.awaitOpened(LONG)).isTrue();
      for (int i = 0; i < 20; i++) {
        ledger.finish(begin(ledger, "team-" + i), Drafts.finish());
      }
    }

    AttemptLog log = AttemptLog.read(KAFKA.bootstrapServers(), topics.attempts().name());
    assertThat(log.partitions()).hasSize(4);
    log.partitions()
        .forEach((_, events) -> {
          assertThat(events.getFirst()).isInstanceOf(EpochOpened.class);
          assertThat(events.getLast()).isInstanceOf(EpochClosed.class);
          assertThat(attempts(events, AttemptStarted.class))
              .isEqualTo(attempts(events, AttemptFinished.class));
        });
  }

  @Test
  void goesOnFromTheCursor_afterARestart() throws Exception {
    var topics = new Topics(KAFKA.newPrefix(), 4);
    for (int life = 0; life < 3; life++) {
      try (Ledger ledger = open(KAFKA.bootstrapServers(), topics)) {
        for (int i = 0; i < 100; i++) {
          ledger.finish(begin(ledger, "team-" + i), Drafts.finish());
        }
      }
    }

    AttemptLog log = AttemptLog.read(KAFKA.bootstrapServers(), topics.attempts().name());
    log.assertWhole(3 * 202);
    assertThat(log.raw()).isEqualTo(3 * (200 + 2 * 4));
  }

  @Test
  void shipsWhatAnEarlierProcessCouldNot() throws Exception {
    var topics = new Topics(KAFKA.newPrefix(), 4);
    try (Ledger ledger = open("127.0.0.1:" + freePort(), topics, Duration.ofMillis(100))) {
      ledger.finish(begin(ledger, "team-a"), Drafts.finish());
      assertThat(ledger.awaitOpened(Duration.ofMillis(100))).isFalse();
    }

    open(KAFKA.bootstrapServers(), topics).close();

    AttemptLog log = AttemptLog.read(KAFKA.bootstrapServers(), topics.attempts().name());
    log.assertWhole(6);
    assertThat(log.of(AttemptFinished.class)).hasSize(1);
  }

  @Test
  void shipsNothing_whenTheTopicHasAnotherNumberOfPartitions() throws Exception {
    String prefix = KAFKA.newPrefix();
    var made = new Topics(prefix, 3).attempts();
    KafkaTopics.ensure(kafka(KAFKA.bootstrapServers()), List.of(made), (short) 1, LONG);

    try (Ledger ledger =
        open(KAFKA.bootstrapServers(), new Topics(prefix, 4), Duration.ofMillis(100))) {
      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(ledger.state().lastError())
                  .isEqualTo(
                      "topic "
                          + made.name()
                          + " has 3 partitions, expected 4: set weir.kafka.attempt-partitions"
                          + " as it was when the topic was made, or use another"
                          + " weir.kafka.topic-prefix"));
      assertThat(ledger.state().oldestUnacknowledged()).isPositive();
    }
    assertThat(AttemptLog.read(KAFKA.bootstrapServers(), made.name()).raw()).isZero();
  }

  @Test
  void makesMissingTopicsOnce() throws Exception {
    var topics = new Topics(KAFKA.newPrefix(), 4);
    Map<String, Object> kafka = kafka(KAFKA.bootstrapServers());

    TopicsCheck first = KafkaTopics.ensure(kafka, topics.all(), (short) 1, LONG);
    TopicsCheck second = KafkaTopics.ensure(kafka, topics.all(), (short) 1, LONG);

    assertThat(List.of(first, second))
        .containsExactly(new TopicsCheck.Ready(), new TopicsCheck.Ready());
  }

  @Test
  void tellsThatKafkaIsUnreachable_withinTheWait() throws Exception {
    TopicsCheck check =
        KafkaTopics.ensure(
            kafka("127.0.0.1:" + freePort()),
            new Topics("", 4).all(),
            (short) 1,
            Duration.ofMillis(500));

    assertThat(check).isInstanceOf(TopicsCheck.Unreachable.class);
  }

  @Test
  void loseNothing_whenTheBrokerGoesAwayAndComesBack(@TempDir Path brokerDirectory)
      throws Exception {
    var topics = new Topics("", 4);
    int port = freePort();
    EmbeddedKafka broker = EmbeddedKafka.start(brokerDirectory, port, 0);
    try (Ledger ledger = open("127.0.0.1:" + port, topics)) {
      assertThat(ledger.awaitOpened(LONG)).isTrue();
      attempts(ledger, 200);
      broker.close();
      attempts(ledger, 3000);
      assertThat(ledger.state().unacknowledged()).isGreaterThanOrEqualTo(6000);
      assertThat(ledger.state().oldestUnacknowledged()).isPositive();

      broker = EmbeddedKafka.start(brokerDirectory, port, 0);
      attempts(ledger, 200);
      await().atMost(LONG).until(() -> ledger.state().unacknowledged() == 0);
    } finally {
      broker.close();
    }

    broker = EmbeddedKafka.start(brokerDirectory, port, 0);
    try {
      AttemptLog log = AttemptLog.read("127.0.0.1:" + port, topics.attempts().name());
      log.assertWhole(6802);
      assertThat(log.of(AttemptFinished.class)).hasSize(3400);
    } finally {
      broker.close();
    }
  }

  private static final java.util.Comparator<LogEvent> BY_SEQ =
      java.util.Comparator.comparingLong(LogEvent::seq);

  private static void attempts(Ledger ledger, int count) {
    for (int i = 0; i < count; i++) {
      ledger.finish(begin(ledger, "team-" + i % 7), Drafts.finish());
    }
  }

  private static List<String> attempts(List<LogEvent> events, Class<? extends LogEvent> type) {
    return events.stream()
        .filter(type::isInstance)
        .map(event -> event instanceof AttemptStarted s ? s.attempt() : finished(event))
        .toList();
  }

  private static String finished(LogEvent event) {
    return ((AttemptFinished) event).attempt();
  }

  private static OpenAttempt begin(Ledger ledger, String team) {
    return ((Recording.Recorded) ledger.begin(Drafts.attempt(team))).attempt();
  }

  private Ledger open(String bootstrapServers, Topics topics) throws IOException {
    return open(bootstrapServers, topics, LONG);
  }

  private Ledger open(String bootstrapServers, Topics topics, Duration closeWait)
      throws IOException {
    var settings =
        new LedgerSettings(
            directory, "node-1", 64 << 20, closeWait, topics, (short) 1, kafka(bootstrapServers));
    return Ledger.open(settings, InstantSource.system());
  }

  private static Map<String, Object> kafka(String bootstrapServers) {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
