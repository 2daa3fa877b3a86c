package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.embedded.EmbeddedKafka;
import dev.weir.provider.Settings;
import dev.weir.testkit.FreshRedis;
import dev.weir.testkit.RedisExtension;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is stopped, Kafka and Redis too, and started again; Redis comes back empty. */
final class RestartIT {
  private static final Calls.Request CALL = Calls.chat("gpt-4o", 20, "What is a weir?");

  @TempDir private Path kafkaFiles;
  private EmbeddedKafka kafka;
  private FreshRedis redis;
  private Cluster cluster;

  @BeforeEach
  void start() {
    kafka = EmbeddedKafka.start(kafkaFiles, 0, 0);
    redis = RedisExtension.fresh();
    cluster =
        new Cluster(
            new Cluster.Stores(kafka.bootstrapServers(), redis.host(), redis.port(), "restart."),
            Settings.DEFAULTS);
  }

  @AfterEach
  void stop() {
    cluster.close();
    kafka.close();
    redis.close();
  }

  @Test
  void findsKeysSpendAndBudgets_afterAStopOfEverything() {
    ServiceProcess accounting = cluster.accounting();
    Node node = cluster.readyGateway("a");
    Node.Key rich = node.mint(Map.of("key_alias", "rich", "team_id", "t", "max_budget", 10));
    Node.Key poor = node.mint(Map.of("key_alias", "poor", "max_budget", 0.002));
    for (int i = 0; i < 5; i++) {
      assertThat(node.as(rich).post(CALL).status()).isEqualTo(200);
    }
    spendAll(node, poor);
    long billed = PriceTable.nanoUsd(cluster.provider().ledger());
    await()
        .atMost(30, SECONDS)
        .untilAsserted(() -> assertThat(node.spent(rich) + node.spent(poor)).isEqualTo(billed));
    long richSpent = node.spent(rich);
    JsonNode richInfo = info(node, rich);

    node.process().stop();
    accounting.stop();
    redis.kill();
    int port = port();
    kafka.close();
    kafka = EmbeddedKafka.start(kafkaFiles, port, 0);
    redis.restart();
    cluster.accounting();
    Node again = cluster.readyGateway("a");

    await()
        .atMost(30, SECONDS)
        .untilAsserted(() -> {
          assertThat(again.spent(rich)).isEqualTo(richSpent);
          assertThat(again.spent(poor)).isEqualTo(billed - richSpent);
        });
    assertThat(info(again, rich)).isEqualTo(richInfo);
    await()
        .atMost(30, SECONDS)
        .untilAsserted(() -> assertThat(again.as(poor).post(CALL).status()).isEqualTo(402));
    assertThat(again.as(rich).post(CALL).status()).isEqualTo(200);
  }

  @Test
  void isNotReadyBeforeKafkaIsThere_andReadyAfterwards() {
    int port = port();
    kafka.close();
    Node node = cluster.gateway("a");

    await()
        .atMost(60, SECONDS)
        .ignoreException(UncheckedIOException.class) // Nobody listens yet.
        .untilAsserted(() -> assertThat(node.readiness().status()).isEqualTo(503));
    assertThat(node.readiness().json().get("missing").toString()).contains("directory", "epoch");
    assertThat(node.master().as("").get("/health/liveliness").status()).isEqualTo(200);
    kafka = EmbeddedKafka.start(kafkaFiles, port, 0);
    cluster.accounting();

    cluster.awaitReady(node);
    assertThat(node.as(node.mint(Map.of("max_budget", 1))).post(CALL).status()).isEqualTo(200);
  }

  private int port() {
    return URI.create("kafka://" + kafka.bootstrapServers()).getPort();
  }

  private static void spendAll(Node node, Node.Key key) {
    Answer answer = node.as(key).post(CALL);
    while (answer.status() == 200 || answer.status() == 429) {
      if (answer.status() == 429) {
        Load.waitAsAsked(answer);
      }
      answer = node.as(key).post(CALL);
    }
    assertThat(answer.status()).as(answer.text()).isEqualTo(402);
  }

  private static JsonNode info(Node node, Node.Key key) {
    return node.master().get("/key/info?key=" + key.secret()).json();
  }
}
