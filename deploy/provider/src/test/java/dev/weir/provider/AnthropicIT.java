package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.provider.Behaviour.Answer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Anthropic's messages over a real connection. */
class AnthropicIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "\"model\":\"claude-sonnet-4-6\",\"max_tokens\":64";

  private final ScriptedProvider provider =
      ScriptedProvider.start(Answer.of(new Usage(11, 4, 3, 2, 5, 2)));
  private final Client client = Client.of(provider.baseUri());

  @AfterEach
  void close() {
    client.close();
    provider.close();
  }

  @Test
  void answersWithEveryKindOfInputToken() throws Exception {
    HttpResponse<String> response = client.messages(MODEL);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("request-id").orElseThrow()).startsWith("req_");
    assertThat(response.headers().firstValue("anthropic-ratelimit-requests-remaining"))
        .hasValue("3999");
    JsonNode body = JSON.readTree(response.body());
    assertThat(body.at("/content/0/text").asText()).isEqualTo("a weir is");
    assertThat(body.path("stop_reason").asText()).isEqualTo("end_turn");
    assertThat(body.path("x_unknown_field").asText()).isEqualTo("kept?");
    assertThat(body.path("usage").toString())
        .isEqualTo(
            "{\"input_tokens\":11,\"cache_creation_input_tokens\":5,\"cache_read_input_tokens\":4,"
                + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":3,"
                + "\"ephemeral_1h_input_tokens\":2},\"output_tokens\":5,"
                + "\"service_tier\":\"standard\"}");
  }

  @Test
  void billsNoReasoning_becauseItTellsNone() {
    client.messages(MODEL);

    assertThat(provider.ledger().getFirst().usage()).isEqualTo(new Usage(11, 4, 3, 2, 5, 0));
  }

  @Test
  void streamsTheEventsInTheirOrder() throws Exception {
    HttpResponse<String> response = client.messages(MODEL + ",\"stream\":true");

    List<String> events = List.of(response.body().split("\n\n"));
    assertThat(events.stream().map(event -> event.lines().findFirst().orElseThrow()))
        .containsExactly(
            "event: message_start",
            "event: content_block_start",
            "event: ping",
            "event: content_block_delta",
            "event: content_block_delta",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: message_delta",
            "event: message_stop");
    assertThat(data(events.get(0)).at("/message/usage/input_tokens").asInt()).isEqualTo(11);
    assertThat(data(events.get(4)).at("/delta/text").asText()).isEqualTo(" weir");
    assertThat(data(events.get(7)).at("/usage/output_tokens").asInt()).isEqualTo(5);
    assertThat(data(events.get(7)).at("/delta/stop_reason").asText()).isEqualTo("end_turn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            + "|max_tokens: Field required",
        "{\"model\":\"m\",\"max_tokens\":9}|messages: Field required",
        "{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            + "|model: Field required",
        "{\"model\":\"m\",\"max_tokens\":\"9\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            + "|max_tokens: Input should be a valid integer",
        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]}"
            + "|messages: Unexpected role \"system\". Allowed roles are \"user\" or \"assistant\".",
        "{\"model\":\"m\",\"max_tokens\":9,\"fallbacks\":[],\"messages\":[{\"role\":\"user\","
            + "\"content\":\"x\"}]}|fallbacks: Extra inputs are not permitted",
        "{\"model\":\"no-such-claude\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\","
            + "\"content\":\"x\"}]}|model: no-such-claude",
      })
  void refusesABodyThatIsNotWellFormed(String body, String message) throws Exception {
    HttpResponse<String> response = client.post("/v1/messages", body, Client.ANTHROPIC);

    JsonNode error = JSON.readTree(response.body());
    assertThat(error.path("type").asText()).isEqualTo("error");
    assertThat(error.at("/error/message").asText()).isEqualTo(message);
    assertThat(error.path("request_id").asText())
        .isEqualTo(response.headers().firstValue("request-id").orElseThrow());
    assertThat(provider.ledger()).isEmpty();
  }

  @Test
  void wantsItsKeyAndItsVersion() throws Exception {
    String body = "{" + MODEL + "," + Client.HELLO + "}";

    HttpResponse<String> key = client.post("/v1/messages", body, "anthropic-version", "2023-06-01");
    HttpResponse<String> bad =
        client.post(
            "/v1/messages", body, "x-api-key", "bad-key", "anthropic-version", "2023-06-01");
    HttpResponse<String> version = client.post("/v1/messages", body, "x-api-key", "k");

    assertThat(key.statusCode()).isEqualTo(401);
    assertThat(type(key)).isEqualTo("authentication_error");
    assertThat(bad.statusCode()).isEqualTo(401);
    assertThat(type(bad)).isEqualTo("authentication_error");
    assertThat(version.statusCode()).isEqualTo(400);
    assertThat(version.body()).contains("anthropic-version: header is required");
  }

  @Test
  void takesItsKeyAsABearerToken_asItsSdksSendIt() {
    String body = "{" + MODEL + "," + Client.HELLO + "}";

    HttpResponse<String> response =
        client.post(
            "/v1/messages",
            body,
            "authorization",
            "Bearer sk-test-1234",
            "anthropic-version",
            "2026-10-21");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(provider.ledger().getFirst().keySuffix()).isEqualTo("1234");
  }

  @ParameterizedTest
  @CsvSource({"2023-06-01,200", "2026-10-21,400", "2024-01-01,400"})
  void takesSamplingParametersInItsOldVersionOnly(String version, int status) {
    String body = "{" + MODEL + ",\"temperature\":1," + Client.HELLO + "}";

    HttpResponse<String> response =
        client.post("/v1/messages", body, "x-api-key", "k", "anthropic-version", version);

    assertThat(response.statusCode()).isEqualTo(status);
  }

  @Test
  void listsItsModels_whenAskedWithItsHeaders() throws Exception {
    HttpResponse<String> response = client.send("GET", "/v1/models", "", Client.ANTHROPIC);

    assertThat(JSON.readTree(response.body()).at("/data/0/type").asText()).isEqualTo("model");
  }

  private static String type(HttpResponse<String> response) throws JsonProcessingException {
    return JSON.readTree(response.body()).at("/error/type").asText();
  }

  private static JsonNode data(String event) throws JsonProcessingException {
    return JSON.readTree(event.lines().toList().get(1).substring("data: ".length()));
  }
}
