package dev.weir.gateway.incidents;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.core.Incident;
import dev.weir.gateway.core.Incidents;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.HangingAttempts;
import dev.weir.schemas.events.IncidentReport;
import dev.weir.schemas.topics.KafkaTopics;
import dev.weir.schemas.topics.Topic;
import dev.weir.schemas.topics.TopicsCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what this node sees to {@code weir.incidents.v1}, by a thread of its own: at least once
 * while the process lives, not journaled. The node's whole truth follows every 30 s, so what was
 * dropped or lost mends itself, and a node that falls silent is known to be gone.
 */
public final class KafkaIncidents implements Incidents, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(KafkaIncidents.class);
  private static final Duration BEAT = Duration.ofSeconds(30);
  private static final Duration TOPIC_WAIT = Duration.ofSeconds(10);
  private static final Duration TOPIC_AGAIN = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(3);

  /** A breaker and its group are reported by two calls. */
  private static final Duration GATHER = Duration.ofMillis(20);

  private static final Map<String, Object> FIXED =
      Map.of(
          ProducerConfig.ACKS_CONFIG,
          "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          true,
          ProducerConfig.BUFFER_MEMORY_CONFIG,
          4L << 20,
          // Kafka may be away for long; meanwhile the outbox fills up.
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          Integer.MAX_VALUE,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          Long.MAX_VALUE,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class);

  private final KafkaSettings kafka;
  private final Topic<IncidentReport> topic;
  private final Outbox outbox;
  private final AtomicLong lost = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().daemon().name("incidents").unstarted(this::run);
  private volatile boolean closing;
  private volatile @Nullable String lastError;

  /**
   * @param epoch id of this life of the node
   * @param node its name, for people
   * @param hanging attempts that run for too long now; asked every 30 s
   */
  public KafkaIncidents(
      KafkaSettings kafka,
      Topic<IncidentReport> topic,
      String epoch,
      String node,
      InstantSource clock,
      Supplier<List<HangingAttempts>> hanging) {
    this.kafka = kafka;
    this.topic = topic;
    this.outbox = new Outbox(epoch, node, clock, hanging);
  }

  /** Begins to send; Kafka need not be there yet. */
  public void start() {
    thread.start();
  }

  @Override
  public void report(Incident incident) {
    outbox.report(incident);
  }

  /** How many reports found no room, or were refused by Kafka. */
  public long dropped() {
    return outbox.dropped() + lost.get();
  }

  private void run() {
    try {
      while (!topicReady()) {
        Thread.sleep(TOPIC_AGAIN);
        if (closing) {
          return;
        }
      }
      Producer<byte[], byte[]> producer = new KafkaProducer<>(settings());
      try {
        send(producer);
      } finally {
        producer.close(closing ? CLOSE : Duration.ZERO);
      }
    } catch (InterruptedException | InterruptException e) {
      LOGGER.debug("told to stop");
    }
  }

  private boolean topicReady() throws InterruptedException {
    return switch (KafkaTopics.ensure(
        kafka.clientProperties(), List.of(topic), kafka.replication(), TOPIC_WAIT)) {
      case TopicsCheck.Ready() -> true;
      case TopicsCheck.Mismatch(String reason) -> {
        problem(reason);
        yield false;
      }
      case TopicsCheck.Unreachable(String reason) -> {
        problem(reason);
        yield false;
      }
    };
  }

  private void send(Producer<byte[], byte[]> producer) throws InterruptedException {
    while (!closing) {
      outbox.await(BEAT);
      if (!closing) {
        Thread.sleep(GATHER);
        outbox.take().forEach(report -> send(producer, report));
      }
    }
    outbox.takeLast().forEach(report -> send(producer, report));
  }

  private void send(Producer<byte[], byte[]> producer, IncidentReport report) {
    var message =
        new ProducerRecord<>(
            topic.name(), report.recordKey().getBytes(UTF_8), EventJson.write(report));
    try {
      // The callback is told all that the future would be.
      var _ = producer.send(message, (_, failed) -> acknowledged(failed));
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      acknowledged(e);
    }
  }

  private void acknowledged(@Nullable Exception failed) {
    if (failed == null) {
      lastError = null;
    } else {
      lost.incrementAndGet();
      problem(failed.getClass().getSimpleName() + ": " + failed.getMessage());
    }
  }

  private void problem(String text) {
    if (!Objects.equals(text, lastError)) {
      LOGGER.atWarn().addKeyValue("reason", text).log("Incidents can't be sent to Kafka");
    }
    lastError = text;
  }

  private Map<String, Object> settings() {
    var properties = new LinkedHashMap<>(kafka.clientProperties());
    properties.putAll(FIXED);
    return properties;
  }

  /** Sends what waits, and that this node is gone; within some 3 s. */
  @Override
  public void close() {
    closing = true;
    outbox.wake();
    try {
      if (!thread.join(CLOSE)) {
        thread.interrupt();
        thread.join(CLOSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
