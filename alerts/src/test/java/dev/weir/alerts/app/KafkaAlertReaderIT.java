package dev.weir.alerts.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.alerts.delivery.Channels;
import dev.weir.alerts.text.AlertText;
import dev.weir.provider.slack.FakeSlack;
import dev.weir.provider.slack.SlackFault;
import dev.weir.provider.slack.SlackMessage;
import dev.weir.schemas.config.AlertSettings;
import dev.weir.schemas.config.AlertType;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.topics.KafkaTopics;
import dev.weir.schemas.topics.Topics;
import dev.weir.schemas.topics.TopicsCheck;
import dev.weir.testkit.KafkaExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaAlertReaderIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private static final Instant AT = Instant.parse("2026-11-22T20:05:00Z");

  private final FakeSlack slack = FakeSlack.start();
  private Topics topics;
  private KafkaSettings kafka;

  @BeforeEach
  void makeTopics() throws InterruptedException {
    topics = new Topics(KAFKA.newPrefix(), 2);
    kafka = new KafkaSettings(KAFKA.bootstrapServers(), topics.prefix(), (short) 1, 2, Map.of());
    assertThat(
            KafkaTopics.ensure(
                kafka.clientProperties(),
                List.of(topics.alerts()),
                (short) 1,
                Duration.ofSeconds(30)))
        .isEqualTo(new TopicsCheck.Ready());
  }

  @AfterEach
  void close() {
    slack.close();
  }

  private void write(byte[]... values) {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(topics.alerts().name(), value));
      }
    }
  }

  private static byte[] total(String month) {
    return EventJson.write(new Alert.TotalSpendCrossed(AT, month, 2_000_000_000L, 1_000_000_000L));
  }

  private Running read() {
    return read(slack);
  }

  private Running read(FakeSlack... all) {
    var settings =
        new AlertSettings.Delivery(
            null,
            Map.of(
                AlertType.BUDGET_ALERTS,
                Arrays.stream(all).map(it -> new Secret(it.webhook().toString())).toList()),
            null,
            Set.of(AlertType.values()),
            false,
            null);
    Channels channels = new Channels(settings, ZoneId.of("UTC"), _ -> List.of());
    KafkaAlertReader reader =
        new KafkaAlertReader(kafka, "alerts-1", topics, new AlertText(ZoneId.of("UTC")), channels);
    Thread thread = new Thread(reader, "reader");
    thread.start();
    return new Running(channels, reader, thread);
  }

  private record Running(Channels channels, KafkaAlertReader reader, Thread thread)
      implements AutoCloseable {
    @Override
    public void close() {
      channels.close();
      reader.stop();
      try {
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void awaitMessages(String... months) {
    awaitMessages(slack, months);
  }

  private static void awaitMessages(FakeSlack slack, String... months) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(slack.messages().stream().map(SlackMessage::text))
                .containsExactly(
                    Arrays.stream(months)
                        .map(m -> "⚠️ Total spend of " + m + " has passed $1.00")
                        .toArray(String[]::new)));
  }

  @Test
  void waitsOutARateLimitAndAnOutageAndLosesNothing() {
    slack.next(1, new SlackFault.RateLimited(Duration.ofSeconds(1)));
    write(total("2026-10"), total("2026-11"));

    try (Running running = read()) {
      awaitMessages("2026-10", "2026-11");
    }

    assertThat(slack.requests()).isEqualTo(3);
  }

  @Test
  void goesOnWhereItStoppedAndTellsNothingTwice() {
    write(total("2026-10"));
    try (Running first = read()) {
      awaitMessages("2026-10");
    }

    write(total("2026-11"));
    try (Running second = read()) {
      awaitMessages("2026-10", "2026-11");
    }
  }

  @Test
  void passesOverWhatItCannotReadAndWhatSlackRefuses() {
    slack.next(1, new SlackFault.NoService());
    write(new byte[] {1, 2, 3}, total("2026-10"), total("2026-11"));

    try (Running running = read()) {
      awaitMessages("2026-11");
    }
  }

  @Test
  void aBrokenWebhookKeepsNothingFromTheOthers_andIsToldWhenItIsBack() {
    try (FakeSlack broken = FakeSlack.start()) {
      broken.next(1, new SlackFault.RateLimited(Duration.ofHours(1)));
      write(total("2026-10"), total("2026-11"));
      try (Running first = read(broken, slack)) {
        awaitMessages("2026-10", "2026-11");
      }
      assertThat(broken.messages()).isEmpty();

      write(total("2026-12"));
      try (Running second = read(broken, slack)) {
        awaitMessages(broken, "2026-10", "2026-11", "2026-12");
        awaitMessages("2026-10", "2026-11", "2026-12");
      }
    }
  }
}
