package dev.weir.accounting.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.config.AlertSettings.Reports;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.events.Tokens;
import dev.weir.schemas.topics.KafkaTopics;
import dev.weir.schemas.topics.Topics;
import dev.weir.schemas.topics.TopicsCheck;
import dev.weir.schemas.window.BudgetDuration;
import dev.weir.testkit.KafkaExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SpendReporterIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private final Topics topics = new Topics(KAFKA.newPrefix(), 2);
  private final KafkaSettings kafka =
      new KafkaSettings(KAFKA.bootstrapServers(), topics.prefix(), (short) 1, 2, Map.of());

  /** In the last week and month of now, since the topic's own time decides where it is looked. */
  private final Instant now = Instant.now();

  private final String day =
      Period.due(now, BudgetDuration.parse("7d"), ZoneId.of("UTC")).getLast().lastDay().toString();

  private SpendReporter reporter() {
    return new SpendReporter(
        kafka,
        topics,
        new Reports(BudgetDuration.parse("7d"), Duration.ofMinutes(5)),
        ZoneId.of("UTC"),
        () -> now);
  }

  @Test
  void writesEachReportOnce_howeverManyLookForIt() throws InterruptedException {
    assertThat(
            KafkaTopics.ensure(
                kafka.clientProperties(), topics.all(), (short) 1, Duration.ofSeconds(30)))
        .isEqualTo(new TopicsCheck.Ready());
    spend(5);
    spend(7);

    SpendReporter first = reporter();
    first.writeDue();
    first.writeDue();
    reporter().writeDue();

    List<String> written =
        KAFKA.drain(topics.alerts().name()).stream().map(it -> new String(it.value())).toList();
    assertThat(written)
        .filteredOn(it -> it.contains("\"week\""))
        .singleElement()
        .satisfies(it -> assertThat(it).contains("\"totalNanoUsd\":7,", "\"alias\":\"Search\""));
  }

  private void spend(long nanoUsd) {
    var sums = new SpendDay.Sums(nanoUsd, 0, Tokens.NONE, 1, 0, null);
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(
              topics.spendByTeam().name(),
              "search|" + day,
              EventJson.write(new SpendDay("search", "Search", day, sums, List.of()))));
    }
  }
}
