package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Settings;
import dev.weir.testkit.KafkaExtension;
import dev.weir.testkit.RedisExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three nodes behind a load balancer are restarted one by one, and configured anew, under load. */
final class RollingRestartIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();

  private static final int CALLS_A_SECOND = 100;
  private static final String CONFIG =
      """
      model_list:
        - model_name: chat
          litellm_params: {model: openai/gpt-4o, api_key: some-key}
      general_settings:
        master_key: os.environ/LITELLM_MASTER_KEY
      weir:
        drain: {delay: 1s}
      """;
  private static final String ANOTHER =
      "  - {model_name: another, litellm_params: {model: openai/gpt-4o, api_key: some-key}}\n";

  private static final Map<String, Node> NODES = new TreeMap<>();
  private static final Balancer BALANCER = new Balancer();
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    var stores =
        new Cluster.Stores(KAFKA.bootstrapServers(), REDIS.host(), REDIS.port(), KAFKA.newPrefix());
    cluster = new Cluster(stores, Settings.DEFAULTS.withChunkGap(Duration.ofMillis(10)), CONFIG);
    cluster.accounting();
    List.of("a", "b", "c").forEach(name -> NODES.put(name, cluster.gateway(name)));
    cluster.awaitReady(NODES.values().toArray(Node[]::new));
    NODES.forEach(BALANCER::node);
    BALANCER.start();
  }

  @AfterAll
  static void stop() {
    BALANCER.close();
    cluster.close();
  }

  @Test
  void losesNoCallAndNoCent() {
    Node.Key key = NODES.get("a").mint(Map.of("max_budget", 100));
    NODES.values().forEach(node -> eventually(() -> answers(node, key, "chat")));
    NODES.keySet().forEach(name -> eventually(() -> BALANCER.isReady(name)));

    List<Answer> answers;
    try (var load =
        new SteadyLoad<>(CALLS_A_SECOND, i -> BALANCER.post(key.secret(), request(i)))) {
      NODES.replaceAll(RollingRestartIT::restart);
      cluster.configure(CONFIG + "weir: {unknown: 1}\n");
      NODES.values().forEach(node -> eventually(() -> reloads(node, "refused") > 0));
      cluster.configure(CONFIG.replace("general_settings", ANOTHER + "general_settings"));
      NODES.values().forEach(node -> eventually(() -> answers(node, key, "another")));
      answers = load.end();
    }

    assertThat(answers)
        .hasSizeGreaterThan(5 * CALLS_A_SECOND)
        .allSatisfy(it -> {
          assertThat(it.status()).as(it.text()).isEqualTo(200);
          assertThat(it.text()).doesNotContain("\"error\"");
        });
    long billed = PriceTable.nanoUsd(cluster.provider().ledger());
    await()
        .atMost(30, SECONDS)
        .pollInterval(200, MILLISECONDS)
        .untilAsserted(
            () -> assertThat(cluster.ledger().spendByKey()).containsEntry(key.id(), billed));
    NODES.values().forEach(node -> assertThat(reloads(node, "applied")).isEqualTo(1));
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(60, SECONDS).pollInterval(50, MILLISECONDS).until(condition);
  }

  private static Node restart(String name, Node node) {
    node.process().stop();
    Node again = cluster.gateway(name);
    BALANCER.node(name, again);
    eventually(() -> BALANCER.isReady(name));
    return again;
  }

  /** Every second one is a stream. */
  private static Calls.Request request(int number) {
    var request = Calls.chat("chat", 30, "What does a weir do?");
    return number % 2 == 0 ? request : request.streamed();
  }

  private static boolean answers(Node node, Node.Key key, String group) {
    return node.as(key).post(Calls.chat(group, 10, "Hello")).status() == 200;
  }

  private static double reloads(Node node, String result) {
    String name = "weir_config_reloads_total{result=\"" + result + "\"} ";
    return node.master()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElse(0);
  }
}
