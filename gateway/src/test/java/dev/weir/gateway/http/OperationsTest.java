package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.provider.Settings;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Health, metrics and the list of models. */
class OperationsTest {
  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void tellsWhetherItIsReady() {
    var ready = gateway.get("/health/readiness", "");
    gateway.ready = false;
    var notReady = gateway.get("/health/readiness", "");

    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).isEqualTo("{\"status\":\"healthy\"}");
    assertThat(notReady.statusCode()).isEqualTo(503);
  }

  @Test
  void isAliveUnderBothSpellings() {
    assertThat(gateway.get("/health/liveliness", "").body()).isEqualTo("\"I'm alive!\"");
    assertThat(gateway.get("/health/liveness", "").statusCode()).isEqualTo(200);
  }

  @Test
  void servesMetricsToAll() {
    gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    var page = gateway.get("/metrics", "");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(page.body())
        .contains("litellm_llm_api_latency_metric_bucket")
        .contains("litellm_spend_metric_total")
        .contains("litellm_remaining_requests_metric");
  }

  @Test
  void servesMetricsToTheMasterAlone_whereTheyNeedAKey() {
    try (var closed = new TestGateway(Settings.DEFAULTS, Duration.ofSeconds(5), true)) {
      String key = closed.key("sk-some-000000000000", 1);

      assertThat(closed.get("/metrics", MASTER).statusCode()).isEqualTo(200);
      assertThat(closed.get("/metrics", "").statusCode()).isEqualTo(401);
      var refused = closed.get("/metrics", key);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(json(refused).at("/error/type").asText()).isEqualTo("auth_error");
      assertThat(refused.body()).doesNotContain("litellm_");
    }
  }

  @Test
  void listsTheModelsThatTheKeyMayUse() {
    String key = gateway.key("sk-some-000000000000", 1, "mystery");

    assertThat(ids(MASTER)).containsExactly("gpt-4o", "mystery");
    assertThat(ids(key)).containsExactly("mystery");
    assertThat(json(gateway.get("/v1/models/gpt-4o", MASTER)).toString())
        .isEqualTo(
            "{\"id\":\"gpt-4o\",\"object\":\"model\",\"created\":1677610602,"
                + "\"owned_by\":\"openai\",\"mode\":\"chat\",\"max_input_tokens\":128000,"
                + "\"max_output_tokens\":16384}");
    assertThat(gateway.get("/models/gpt-4o", key).statusCode()).isEqualTo(404);
  }

  @Test
  void doesNotCallAKeyUnknown_beforeTheKeysAreRead() {
    gateway.ready = false;

    var response = gateway.chat("sk-maybe-00000000000", ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).contains("1");
  }

  private List<String> ids(String key) {
    var data = json(gateway.get("/v1/models", key)).at("/data");
    return StreamSupport.stream(data.spliterator(), false)
        .map(model -> model.at("/id").asText())
        .toList();
  }
}
