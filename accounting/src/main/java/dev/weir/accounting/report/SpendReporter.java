package dev.weir.accounting.report;

import dev.weir.schemas.config.AlertSettings.Reports;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the spend report of each period to the alert topic when it is over: once, whatever is
 * killed and however many instances run. The figures are those of {@code weir.spend.by-team.v1}.
 * Decides nothing; a clock says only when a day is over.
 */
public final class SpendReporter implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(SpendReporter.class);
  private static final Duration FIRST = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final Topics topics;
  private final Reports reports;
  private final ZoneId zone;
  private final InstantSource clock;
  private final TopicScan scan;
  private final Set<Period> done = new HashSet<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("weir-reports").factory());

  /** Writes nothing until started. */
  public SpendReporter(
      KafkaSettings kafka, Topics topics, Reports reports, ZoneId zone, InstantSource clock) {
    this.kafka = kafka;
    this.topics = topics;
    this.reports = reports;
    this.zone = zone;
    this.clock = clock;
    this.scan = new TopicScan(kafka.clientProperties());
  }

  /** Looks now and then whether a report is due. */
  public SpendReporter start() {
    var _ =
        ticker.scheduleWithFixedDelay(
            this::look, FIRST.toMillis(), reports.check().toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  private void look() {
    try {
      writeDue();
    } catch (RuntimeException e) {
      // Kafka is away, or another instance was faster: the next look knows more.
      LOGGER.warn("no spend report now reason={}", e.getClass().getSimpleName());
    }
  }

  /** Writes what is due and was not written. */
  void writeDue() {
    Instant now = clock.instant();
    for (Period period : Period.due(now, reports.every(), zone)) {
      if (!done.contains(period)) {
        write(period, now);
        done.add(period);
      }
    }
  }

  private void write(Period period, Instant now) {
    Alert.SpendReport report = Report.of(period, days(period).values(), now);
    if (report == null) {
      return;
    }
    try (var producer = producer()) {
      // From here on no other instance can write: what stands in the topic is the whole truth.
      producer.initTransactions();
      if (!told(report, period.end())) {
        producer.beginTransaction();
        var _ =
            producer.send(
                new ProducerRecord<>(
                    topics.alerts().name(), report.recordKey(), EventJson.write(report)));
        producer.commitTransaction();
      }
    }
  }

  /** The last word on each team and day. */
  private Map<String, SpendDay> days(Period period) {
    Map<String, SpendDay> days = new HashMap<>();
    scan.all(
        topics.spendByTeam().name(),
        message -> {
          SpendDay day = read(message);
          if (day != null && period.contains(day.day())) {
            days.put(message.key(), day);
          }
        });
    return days;
  }

  private static @Nullable SpendDay read(ConsumerRecord<String, byte[]> message) {
    try {
      return message.value() == null ? null : EventJson.read(message.value(), SpendDay.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean told(Alert report, Instant since) {
    Set<String> keys = new HashSet<>();
    scan.since(topics.alerts().name(), since, message -> keys.add(message.key()));
    return keys.contains(report.recordKey());
  }

  private KafkaProducer<String, byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.prefix() + "weir-reports");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** Looks no more. */
  @Override
  public void close() {
    ticker.shutdownNow();
  }
}
