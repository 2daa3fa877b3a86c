package dev.weir.gateway.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.core.Incident;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.IncidentReport;
import dev.weir.schemas.events.OpenBreaker;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.topics.Topics;
import dev.weir.testkit.KafkaExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaIncidentsIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private static final Route ROUTE = new Route("gpt-4o", "d-1", "openai", "gpt-4o");
  private static final Instant UNTIL = Instant.parse("2026-11-22T10:00:30Z");

  @Test
  void makesItsTopic_andSendsWhatIsReportedAndThatItGoes() {
    Topics topics = new Topics(KAFKA.newPrefix(), 1);
    KafkaIncidents incidents = incidents(KAFKA.bootstrapServers(), topics);
    incidents.start();

    incidents.report(new Incident.BreakerOpened(ROUTE, "server", UNTIL));
    incidents.report(new Incident.GroupDown("gpt-4o"));
    await().until(() -> read(topics).size() >= 3);
    incidents.close();

    assertThat(read(topics))
        .satisfiesExactly(
            it -> assertThat(it).isInstanceOf(IncidentReport.GroupDown.class),
            it ->
                assertThat(((IncidentReport.BreakerOpened) it).breaker())
                    .isEqualTo(new OpenBreaker(ROUTE, "server", UNTIL)),
            it -> assertThat(((IncidentReport.NodeState) it).open()).hasSize(1),
            it -> assertThat(((IncidentReport.NodeState) it).open()).isEmpty());
    assertThat(incidents.dropped()).isZero();
  }

  @Test
  void neitherBlocksNorHangs_whenThereIsNoKafka() {
    KafkaIncidents incidents = incidents("127.0.0.1:1", new Topics("none.", 1));
    incidents.start();

    for (int i = 0; i < Outbox.CAPACITY + 5; i++) {
      incidents.report(new Incident.BreakerClosed(ROUTE));
    }

    assertThat(incidents.dropped()).isEqualTo(5);
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), incidents::close);
  }

  private static KafkaIncidents incidents(String bootstrap, Topics topics) {
    return new KafkaIncidents(
        new KafkaSettings(bootstrap, topics.prefix(), (short) -1, 1, Map.of()),
        topics.incidents(),
        "e1",
        "gw-1",
        InstantSource.system(),
        List::of);
  }

  private static List<IncidentReport> read(Topics topics) {
    return KAFKA.drain(topics.incidents().name()).stream().map(it -> parse(it.value())).toList();
  }

  private static IncidentReport parse(byte[] json) {
    try {
      return EventJson.read(json, IncidentReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
