package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Settings;
import dev.weir.testkit.FreshRedis;
import dev.weir.testkit.KafkaExtension;
import dev.weir.testkit.RedisExtension;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis can be flushed at any time: it is rebuilt from the log and from the nodes. */
final class RedisLossIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();

  private static final int CLIENTS = 16;
  private static final int CALLS_BETWEEN = 150;
  private static final long LIMIT_NANOS = 500_000_000;

  private FreshRedis redis;
  private Cluster cluster;
  private Node a;
  private Node b;

  @BeforeEach
  void start() {
    redis = RedisExtension.fresh();
    cluster =
        new Cluster(
            new Cluster.Stores(
                KAFKA.bootstrapServers(), redis.host(), redis.port(), KAFKA.newPrefix()),
            Settings.DEFAULTS);
    cluster.accounting();
    a = cluster.gateway("a");
    b = cluster.gateway("b");
    cluster.awaitReady(a, b);
  }

  @AfterEach
  void stop() {
    cluster.close();
    redis.close();
  }

  @Test
  void keepsTheBudgetAndTheFigures_whenRedisIsFlushedUnderLoad() throws IOException {
    Node.Key key = a.mint(Map.of("max_budget", 0.5));
    Node.Key free = a.mint(Map.of());
    await().until(() -> b.as(free).post(cheap()).status() == 200);

    List<Answer> answers;
    try (var load = Load.of(CLIENTS, () -> patiently(key))) {
      awaitCalls(CALLS_BETWEEN);
      flush();
      assertThat(b.as(free).post(cheap()).status()).as("a key without limits").isEqualTo(200);
      awaitCalls(CALLS_BETWEEN);
      flush();
      awaitCalls(CALLS_BETWEEN);
      answers = load.end();
    }

    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 503);
    assertThat(Load.all(CLIENTS, CLIENTS, i -> untilExhausted(key)))
        .allMatch(answer -> answer.status() == 402);
    long billed = PriceTable.nanoUsd(cluster.provider().ledger());
    await()
        .atMost(30, SECONDS)
        .untilAsserted(
            () -> assertThat(a.spent(key) + a.spent(free)).as("spend views").isEqualTo(billed));
    assertThat(a.spent(key)).isBetween(LIMIT_NANOS * 9 / 10, LIMIT_NANOS);
    assertThat(WeirLedger.charged(cluster.ledger().finished(key))).isEqualTo(a.spent(key));
  }

  private Answer patiently(Node.Key key) {
    Answer answer = node().as(key).post(cheap());
    if (answer.status() == 503) {
      Load.waitAsAsked(answer);
    }
    return answer;
  }

  private Answer untilExhausted(Node.Key key) {
    while (true) {
      Answer answer = node().as(key).post(dear());
      switch (answer.status()) {
        case 200 -> {}
        case 429, 503 -> Load.waitAsAsked(answer);
        default -> {
          return answer;
        }
      }
    }
  }

  private Node node() {
    return Thread.currentThread().threadId() % 2 == 0 ? a : b;
  }

  private void awaitCalls(int more) {
    int enough = cluster.provider().ledger().size() + more;
    await()
        .atMost(60, SECONDS)
        .pollInterval(20, MILLISECONDS)
        .until(() -> cluster.provider().ledger().size() >= enough);
  }

  private void flush() throws IOException {
    try (var socket = new Socket(redis.host(), redis.port())) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(3);
      assertThat(answer).asString(StandardCharsets.US_ASCII).isEqualTo("+OK");
    }
  }

  private static Calls.Request cheap() {
    return Calls.chat("gpt-4o", 10, "Hello");
  }

  private static Calls.Request dear() {
    return Calls.messages("claude-sonnet", 60, "What is a weir? ".repeat(60));
  }
}
