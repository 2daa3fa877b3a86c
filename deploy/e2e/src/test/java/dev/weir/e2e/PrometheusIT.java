package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.provider.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and rules on a real Prometheus that scrapes all services under some load. */
final class PrometheusIT {
  private static final Pattern COMPARISON = Pattern.compile(" (>|<|>=|<=) [0-9.]+$");

  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  @TempDir private Path home;

  @BeforeEach
  void requirePrometheus() {
    if (!Prometheus.installed()) {
      if (System.getenv("CI") != null) {
        fail("no prometheus and promtool on the PATH; apt-get install prometheus");
      }
      abort("no prometheus and promtool on the PATH");
    }
  }

  @Test
  void promtoolIsContent_andEveryQueryHasDataAfterALoad() throws IOException {
    Path rules = Dashboard.FOLDER.resolve("weir-rules.yml");
    Prometheus.check("rules", rules.toString());
    Prometheus.check("config", Dashboard.FOLDER.resolve("prometheus.yml").toString());
    Files.copy(rules, home.resolve("weir-rules.yml"));
    Path config = Files.writeString(home.resolve("prometheus.yml"), config());
    Node.Key key = mint();
    load(key);

    try (var prometheus = Prometheus.start(config, home, Cluster.freePort())) {
      await()
          .atMost(20, SECONDS)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(prometheus.query("up == 1")).hasSize(5));
      await()
          .atMost(60, SECONDS)
          .pollInterval(1, SECONDS)
          .untilAsserted(() -> {
            load(key);
            assertThat(withoutData(prometheus)).isEmpty();
          });
      assertThat(prometheus.query("max(weir_ledger_drift_usd)"))
          .singleElement()
          .satisfies(it -> assertThat(it.at("/value/1").asText()).isEqualTo("0"));
      assertThat(prometheus.rules().findValuesAsText("health")).containsOnly("ok");
    }
  }

  /** The example with the addresses of this cluster, and a job as LiteLLM's users have it. */
  private static String config() {
    String a = WEIR.a().master().base().getAuthority();
    String b = WEIR.b().master().base().getAuthority();
    return Dashboard.file("prometheus.yml")
            .replace("15s", "1s")
            .replace("\"127.0.0.1:4000\"", "\"" + a + "\", \"" + b + "\"")
            .replace("127.0.0.1:4001", "127.0.0.1:" + WEIR.cluster().metricsPort("accounting"))
            .replace("127.0.0.1:4002", "127.0.0.1:" + WEIR.cluster().metricsPort("alerts"))
        + "  - job_name: litellm\n    metrics_path: /metrics\n    static_configs:\n"
        + "      - targets: [\""
        + a
        + "\"]\n";
  }

  private static Node.Key mint() {
    String team = "team-" + System.nanoTime();
    WEIR.a().master().post("/team/new", Map.of("team_id", team, "max_budget", 5));
    return WEIR.a()
        .mint(
            Map.of(
                "key_alias",
                "watched-" + System.nanoTime(),
                "team_id",
                team,
                "max_budget",
                1,
                "budget_duration",
                "30d",
                "rpm_limit",
                1_000_000,
                "tpm_limit",
                1_000_000_000));
  }

  /** Answers, streams, a fallback, a failure and a refusal. */
  private static void load(Node.Key key) {
    for (Node node : List.of(WEIR.a(), WEIR.b())) {
      Api caller = node.as(key);
      ok(caller.post(Calls.chat("gpt-4o", 10, "Hello")));
      ok(caller.post(Calls.messages("claude-haiku", 10, "Hello").streamed()));
      WEIR.provider().next("claude-sonnet-4-6", 1, Behaviour.Refuse.status(401));
      ok(caller.post(Calls.messages("claude-sonnet", 10, "Hello")));
      assertThat(caller.post(Calls.chat("no-such-model", 10, "Hello")).status()).isEqualTo(404);
    }
  }

  private static void ok(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static List<String> withoutData(Prometheus prometheus) {
    List<String> queries = new ArrayList<>(Dashboard.queries());
    for (JsonNode group : prometheus.rules()) {
      for (JsonNode rule : group.get("rules")) {
        boolean recorded = rule.get("type").asText().equals("recording");
        String query = rule.get("query").asText();
        queries.add(
            recorded ? rule.get("name").asText() : COMPARISON.matcher(query).replaceAll(""));
      }
    }
    return queries.stream().filter(it -> prometheus.query(it).isEmpty()).toList();
  }
}
