package dev.weir.accounting.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.schemas.config.ConfigLoader;
import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.MissingVariables;
import dev.weir.schemas.config.WeirConfig;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.IncidentReport;
import dev.weir.schemas.events.OpenBreaker;
import dev.weir.schemas.events.OutageSummary;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.topics.Topics;
import dev.weir.testkit.KafkaExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes' reports on a real Kafka, over a restart of accounting. */
class IncidentIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final Route ROUTE = new Route("gpt-4o", "d1", "openai", "gpt-4o");
  private static final OpenBreaker OPEN =
      new OpenBreaker(ROUTE, "authentication", AT.plusSeconds(60));

  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  @TempDir Path dir;

  private final Topics topics = new Topics(KAFKA.newPrefix(), 1);

  @Test
  void tellsOneOutageOnce_andItsEndOnce() throws Exception {
    WeirConfig config = config();
    try (Accounting _ = start(config)) {
      send(opened("a", 0), opened("b", 1), opened("a", 2));
      await().atMost(PATIENCE).until(() -> alerts().size() == 1);
    }

    try (Accounting _ = start(config)) {
      send(closed("a", 30), closed("b", 31), closed("b", 31));
      await().atMost(PATIENCE).until(() -> alerts().size() > 1);
      send(opened("c", 3600));
      await().atMost(PATIENCE).until(() -> alerts().size() > 2);
    }

    OutageSummary both = new OutageSummary(AT, 1, List.of("node-a", "node-b"));
    assertThat(alerts().subList(0, 2))
        .containsExactly(
            new Alert.DeploymentDown(AT, OPEN, new OutageSummary(AT, 1, List.of("node-a"))),
            new Alert.DeploymentRecovered(AT.plusSeconds(31), ROUTE, "authentication", both, true));
  }

  private static IncidentReport opened(String node, int second) {
    return new IncidentReport.BreakerOpened(node, "node-" + node, AT.plusSeconds(second), OPEN);
  }

  private static IncidentReport closed(String node, int second) {
    return new IncidentReport.BreakerClosed(node, "node-" + node, AT.plusSeconds(second), ROUTE);
  }

  private static Accounting start(WeirConfig config) throws InterruptedException {
    Accounting accounting = ((Accounting.Started) Accounting.start(config)).accounting();
    await().atMost(PATIENCE).until(accounting::running);
    return accounting;
  }

  private void send(IncidentReport... reports) throws Exception {
    var bytes = new ByteArraySerializer();
    try (var producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", KAFKA.bootstrapServers()), bytes, bytes)) {
      for (IncidentReport report : reports) {
        byte[] key = report.recordKey().getBytes(StandardCharsets.UTF_8);
        producer
            .send(new ProducerRecord<>(topics.incidents().name(), key, EventJson.write(report)))
            .get();
      }
    }
  }

  private List<Alert> alerts() throws IOException {
    List<Alert> alerts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : KAFKA.drain(topics.alerts().name())) {
      alerts.add(EventJson.read(message.value(), Alert.class));
    }
    return alerts;
  }

  private WeirConfig config() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("config.yaml"),
            """
            model_list:
              - model_name: gpt-4o
                litellm_params: {model: openai/gpt-4o, api_key: sk-x}
            weir:
              node-name: accounting-1
              data-dir: %s
              kafka:
                bootstrap-servers: %s
                topic-prefix: "%s"
                replication: 1
                attempt-partitions: 1
              redis: {host: 127.0.0.1, port: 1}
            """
                .formatted(dir.resolve("data"), KAFKA.bootstrapServers(), topics.prefix()));
    return ((LoadResult.Loaded) ConfigLoader.load(file, Map.of(), MissingVariables.REFUSE))
        .config();
  }
}
