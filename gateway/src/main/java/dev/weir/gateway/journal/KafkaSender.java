package dev.weir.gateway.journal;

import dev.weir.schemas.events.LogEvent;
import dev.weir.schemas.topics.KafkaTopics;
import dev.weir.schemas.topics.Topic;
import dev.weir.schemas.topics.TopicsCheck;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships a journal to Kafka by one thread, for as long as the process runs: while Kafka is away the
 * journal on disk grows, not the memory. After a failure it begins again from the cursor, so some
 * events are sent twice; readers drop them by (journal, seq).
 */
final class KafkaSender implements Shipper {
  private static final Logger LOGGER = LoggerFactory.getLogger(KafkaSender.class);
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(10);
  private static final long BACKOFF_MILLIS = 500;

  private final LedgerSettings settings;
  private final Topic<LogEvent> topic;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Thread thread;
  private volatile @Nullable KafkaShipment shipment;
  private volatile @Nullable Instant waitingSince;
  private volatile @Nullable String lastError;

  KafkaSender(LedgerSettings settings, InstantSource clock) {
    this.settings = settings;
    this.topic = settings.topics().attempts();
    this.clock = clock;
  }

  @Override
  public void start(Journal journal) {
    thread = Thread.ofPlatform().name("weir-ledger-sender").daemon().start(() -> run(journal));
  }

  private void run(Journal journal) {
    try {
      do {
        try {
          shipOnce(journal);
        } catch (IOException | RuntimeException e) {
          if (e instanceof InterruptException) {
            return;
          }
          problem(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
      } while (!closed.await(BACKOFF_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void shipOnce(Journal journal) throws IOException, InterruptedException {
    waitingSince = firstWaiting(journal);
    TopicsCheck check =
        KafkaTopics.ensure(settings.kafka(), List.of(topic), settings.replication(), ANSWER_WAIT);
    switch (check) {
      case TopicsCheck.Unreachable(String reason) -> problem(reason);
      case TopicsCheck.Mismatch(String reason) -> problem(reason);
      case TopicsCheck.Ready() -> ship(journal);
    }
  }

  private void ship(Journal journal) throws IOException, InterruptedException {
    var producer = new KafkaProducer<byte[], byte[]>(KafkaSenderSettings.of(settings));
    try (var current = new KafkaShipment(producer, journal, topic.name(), topic.partitions())) {
      shipment = current;
      lastError = null;
      Exception failure = current.ship();
      problem(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    } finally {
      shipment = null;
      producer.close(Duration.ZERO);
    }
  }

  private static @Nullable Instant firstWaiting(Journal journal)
      throws IOException, InterruptedException {
    try (var reader = new JournalReader(journal, journal.cursor().next())) {
      List<Entry> waiting = reader.read(Duration.ZERO);
      return waiting.isEmpty() ? null : Instant.ofEpochMilli(waiting.getFirst().atMillis());
    }
  }

  private void problem(String text) {
    if (!Objects.equals(text, lastError)) {
      LOGGER.atWarn().addKeyValue("reason", text).log("The journal can't be shipped: trying again");
    }
    lastError = text;
  }

  @Override
  public @Nullable String lastError() {
    return lastError;
  }

  @Override
  public Duration oldest() {
    KafkaShipment current = shipment;
    Instant since = current == null ? waitingSince : current.oldest();
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
  }

  @Override
  public void close() {
    closed.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
