package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Test switches: what the client sees, and that nothing real comes of them. */
class SimulationTest {
  private static final String STREAM = ",\"stream\":true";

  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mock_testing_fallbacks",
        "mock_testing_context_fallbacks",
        "mock_testing_context_window_fallbacks"
      })
  void fallsBack_andStripsTheSwitch(String field) {
    var response = gateway.chat(MASTER, ask("gpt-4o", ",\"" + field + "\":true"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "x-litellm-attempted-fallbacks")).isEqualTo("1");
    assertThat(gateway.provider.requests()).hasSize(1);
    assertThat(gateway.provider.requests().getFirst().body()).doesNotContain("mock_");
    assertThat(gateway.log.begun).hasSize(1);
  }

  @Test
  void answersARefusalForContent_whereNoFallbackIsNamedForIt() {
    var response =
        gateway.chat(MASTER, ask("gpt-4o", ",\"mock_testing_content_policy_fallbacks\":true"));

    assertThat(response.statusCode()).isEqualTo(400);
    nothingReal();
  }

  @Test
  void fallsBackAtOnce_asAfterARealRateLimitThatNamesNoTime() {
    var response = gateway.chat(MASTER, ask("gpt-4o", ",\"mock_testing_rate_limit_error\":true"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "x-litellm-model-group")).isEqualTo("claude");
    assertThat(gateway.waits).isEmpty();
    assertThat(gateway.log.begun).hasSize(1);
  }

  @Test
  void leavesTheDeploymentsBreakerAlone() {
    for (int i = 0; i < 20; i++) {
      gateway.chat(MASTER, ask("gpt-4o-mini", ",\"mock_testing_rate_limit_error\":true"));
    }

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "x-litellm-attempted-retries")).isEqualTo("0");
  }

  @Test
  void timesOutAfterTheTimeoutOfTheRequest() {
    var response =
        gateway.chat(
            MASTER, ask("gpt-4o", ",\"mock_timeout\":true,\"timeout\":3,\"num_retries\":0"));

    assertThat(gateway.waits).containsExactly(Duration.ofSeconds(3));
    assertThat(header(response, "x-litellm-model-group")).isEqualTo("claude");
  }

  @Test
  void answersAChatWithTheText() {
    var response = gateway.chat(MASTER, ask("gpt-4o", ",\"mock_response\":\"It works\""));

    assertThat(json(response).at("/choices/0/message/content").asText()).isEqualTo("It works");
    assertThat(json(response).at("/usage/prompt_tokens").asInt()).isEqualTo(10);
    assertThat(json(response).at("/usage/completion_tokens").asInt()).isEqualTo(20);
    assertThat(header(response, "x-litellm-model-id")).isEqualTo("gpt-4o-1");
    nothingReal();
  }

  @Test
  void answersAMessageWithTheText() {
    var response =
        gateway.post("/v1/messages", MASTER, ask("gpt-4o", ",\"mock_response\":\"It works\""));

    assertThat(json(response).at("/content/0/text").asText()).isEqualTo("It works");
    assertThat(json(response).at("/usage/output_tokens").asInt()).isEqualTo(20);
    nothingReal();
  }

  @Test
  void streamsTheText() {
    var chat = gateway.chat(MASTER, ask("gpt-4o", ",\"mock_response\":\"It works\"" + STREAM));
    var message =
        gateway.post(
            "/v1/messages", MASTER, ask("gpt-4o", ",\"mock_response\":\"It works\"" + STREAM));

    assertThat(chat.body())
        .contains("\"content\":\"It \"", "\"content\":\"works\"", "\"finish_reason\":\"stop\"")
        .endsWith("data: [DONE]\n\n");
    assertThat(message.body())
        .startsWith("event: message_start")
        .contains("\"text\":\"It \"", "\"stop_reason\":\"end_turn\"")
        .contains("event: message_stop");
    nothingReal();
  }

  @ParameterizedTest
  @CsvSource({
    "litellm.RateLimitError, 429",
    "litellm.InternalServerError, 500",
    "litellm.ContextWindowExceededError, 400",
    "litellm.AuthenticationError, 401",
  })
  void raisesTheErrorThatTheTextNames(String text, int status) {
    var response =
        gateway.chat(MASTER, ask("gpt-4o-mini", ",\"mock_response\":\"" + text + "\"" + STREAM));

    assertThat(response.statusCode()).isEqualTo(status);
    nothingReal();
  }

  private void nothingReal() {
    assertThat(gateway.provider.requests()).isEmpty();
    assertThat(gateway.log.begun).isEmpty();
    assertThat(gateway.plane.holds).isEmpty();
  }

  @Test
  void aDeploymentThatPretends_answersWithItsTextAndItsTools() {
    var chat = json(gateway.chat(MASTER, ask("pretend", "")));
    var message = json(gateway.post("/v1/messages", MASTER, ask("pretend", "")));

    assertThat(chat.at("/choices/0/message/content").asText()).isEqualTo("Not real.");
    assertThat(chat.at("/choices/0/message/tool_calls").toString())
        .isEqualTo(
            "[{\"id\":\"c1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]");
    assertThat(chat.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(chat.at("/usage/total_tokens").asInt()).isEqualTo(30);
    assertThat(message.at("/content/1").toString())
        .isEqualTo("{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"f\",\"input\":{\"a\":1}}");
    assertThat(message.path("stop_reason").asText()).isEqualTo("tool_use");
    nothingReal();
  }

  @Test
  void aDeploymentThatPretends_streamsItsTextAndItsTools() {
    var chat = gateway.chat(MASTER, ask("pretend", STREAM)).body();
    var message = gateway.post("/v1/messages", MASTER, ask("pretend", STREAM)).body();

    assertThat(chat)
        .contains("\"tool_calls\":[{\"index\":0,\"id\":\"c1\",", "\"finish_reason\":\"tool_calls\"")
        .endsWith("data: [DONE]\n\n");
    assertThat(message)
        .contains(
            "\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"f\",\"input\":{}}",
            "\"partial_json\":\"{\\\"a\\\":1}\"",
            "\"stop_reason\":\"tool_use\"")
        .endsWith("data: {\"type\":\"message_stop\"}\n\n");
    nothingReal();
  }

  @Test
  void answersLater() {
    var response =
        gateway.chat(MASTER, ask("gpt-4o", ",\"mock_response\":\"hi\",\"mock_delay\":1.5"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(gateway.waits).containsExactly(Duration.ofMillis(1500));
    nothingReal();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
