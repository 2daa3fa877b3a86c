package dev.weir.accounting.app;

import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.EpochOpened;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.LogEvent;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.events.Tokens;
import dev.weir.schemas.topics.Topics;
import dev.weir.schemas.window.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes attempts as a gateway's journal would, some of them twice, and knows what they cost. */
final class LogWriter implements AutoCloseable {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
  private static final String JOURNAL = "j";
  private static final String EPOCH = "j-1";
  private static final int KEYS = 7;
  private static final int REPEAT_EVERY = 50;
  private static final BudgetWindow GLOBAL =
      new BudgetWindow(BudgetLevel.GLOBAL, BudgetWindow.GLOBAL_OWNER, null, 0, Window.FOREVER);
  private static final long LIMIT = 1_000_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Random random = new Random(7);
  private final Map<String, Long> spent = new HashMap<>();
  private long seq;
  private long requests;

  LogWriter(KafkaSettings kafka, Topics topics) {
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());
    topic = topics.attempts().name();
    EpochOpened opened = new EpochOpened(JOURNAL, ++seq, AT, EPOCH, "node");
    for (int partition = 0; partition < topics.attemptPartitions(); partition++) {
      producer.send(new ProducerRecord<>(topic, partition, null, EventJson.write(opened)));
    }
  }

  Map<String, Long> spentByKey() {
    return spent;
  }

  long requests() {
    return requests;
  }

  void write(int attempts) {
    for (int i = 0; i < attempts; i++) {
      String key = "key-" + random.nextInt(KEYS);
      long cost = 1 + random.nextInt(2_000);
      AttemptStarted started = started(key);
      AttemptFinished finished = finished(started, cost);
      send(key, started);
      send(key, finished);
      if (i % REPEAT_EVERY == 0) {
        send(key, started);
        send(key, finished);
      }
      spent.merge(key, cost, Long::sum);
      requests++;
    }
    producer.flush();
  }

  private void send(String key, LogEvent event) {
    producer.send(
        new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), EventJson.write(event)));
  }

  private AttemptStarted started(String key) {
    long number = ++seq;
    return new AttemptStarted(
        JOURNAL,
        number,
        AT,
        EPOCH,
        EPOCH + "-" + number,
        "call-" + number,
        1,
        new Payer(key, null, null, null, null, List.of()),
        new Route("gpt-4o", "d1", "openai", "gpt-4o"),
        5_000,
        List.of(new BudgetHold(GLOBAL, 5_000, LIMIT)),
        null);
  }

  private AttemptFinished finished(AttemptStarted started, long cost) {
    return new AttemptFinished(
        JOURNAL,
        ++seq,
        AT,
        EPOCH,
        started.attempt(),
        started.call(),
        1,
        started.payer(),
        started.route(),
        AT,
        Outcome.SUCCEEDED,
        200,
        null,
        false,
        new Tokens(3, 0, 0, 0, 2, 0),
        new Cost(cost * 1_000, 0, 0, 0),
        cost,
        "v1",
        false,
        false,
        Duration.ofMillis(5),
        null,
        null);
  }

  @Override
  public void close() {
    producer.close();
  }
}
