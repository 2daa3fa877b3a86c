package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Decline;
import dev.weir.provider.Behaviour.Reason;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.Behaviour.Report;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals in each provider's words; tools, several choices, odd usage. */
class ShapesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "\"model\":\"gpt-4o\"";
  private static final String CLAUDE = "\"model\":\"claude\",\"max_tokens\":99";
  private static final String STREAM =
      ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
  private static final Usage USAGE = Usage.of(10, 4);
  private static final ToolCall WEATHER = new ToolCall("weather", "{\"city\":\"Oslo\"}");

  private final ScriptedProvider provider = ScriptedProvider.start(Answer.of(USAGE));
  private final Client client = Client.of(provider.baseUri());

  @AfterEach
  void close() {
    client.close();
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529})
  void refusesWithEachStatus_inEachProtocol(int status) throws Exception {
    provider.script(Refuse.status(status));

    for (HttpResponse<String> response :
        List.of(client.chat(MODEL), client.azure("gpt", ""), client.messages(CLAUDE))) {
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(json(response).at("/error/message").asText()).isNotBlank();
    }
    assertThat(provider.ledger()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 2",
    "retry-after, 'Sun, 22 Nov 2026 17:46:59 GMT'",
    "retry-after-ms, 150",
  })
  void saysWhenToComeBack(String header, String value) {
    provider.script(Refuse.status(429).with(header, value));

    assertThat(client.chat(MODEL).headers().firstValue(header)).hasValue(value);
  }

  @Test
  void declinesForTheContextWindow_inEachProvidersShape() throws Exception {
    provider.script(new Decline(Reason.CONTEXT_WINDOW));

    assertThat(error(client.chat(MODEL)).path("code").asText())
        .isEqualTo("context_length_exceeded");
    assertThat(error(client.azure("gpt", "")).path("code").asText())
        .isEqualTo("context_length_exceeded");
    assertThat(error(client.messages(CLAUDE)).path("message").asText())
        .isEqualTo("prompt is too long: 210000 tokens > 200000 maximum");
    assertThat(error(client.messages(CLAUDE)).path("type").asText())
        .isEqualTo("invalid_request_error");
  }

  @Test
  void declinesForTheContent_inEachProvidersShape() throws Exception {
    provider.script(new Decline(Reason.CONTENT_FILTER));

    assertThat(error(client.chat(MODEL)).path("code").asText())
        .isEqualTo("content_policy_violation");
    JsonNode azure = error(client.azure("gpt", ""));
    assertThat(azure.path("code").asText()).isEqualTo("content_filter");
    assertThat(azure.at("/innererror/code").asText()).isEqualTo("ResponsibleAIPolicyViolation");
    assertThat(azure.at("/innererror/content_filter_result/hate/filtered").asBoolean()).isTrue();
    assertThat(error(client.messages(CLAUDE)).path("message").asText())
        .isEqualTo("Output blocked by content filtering policy");
  }

  @Test
  void endsAnAnswerByItsContentFilter() throws Exception {
    provider.script(Answer.of(USAGE).filtered());

    assertThat(json(client.chat(MODEL)).at("/choices/0/finish_reason").asText())
        .isEqualTo("content_filter");
    assertThat(json(client.messages(CLAUDE)).path("stop_reason").asText()).isEqualTo("refusal");
  }

  @Test
  void tellsNoUsage() throws Exception {
    provider.script(Answer.of(USAGE).reporting(Report.ABSENT));

    assertThat(json(client.chat(MODEL)).has("usage")).isFalse();
    assertThat(json(client.messages(CLAUDE)).has("usage")).isFalse();
    assertThat(client.chat(MODEL + STREAM).body()).doesNotContain("prompt_tokens");
    assertThat(client.messages(CLAUDE + ",\"stream\":true").body()).doesNotContain("usage");
    assertThat(provider.ledger()).hasSize(4).extracting(Bill::usage).containsOnly(USAGE);
  }

  @Test
  void tellsNonsenseForUsage() throws Exception {
    provider.script(Answer.of(USAGE).reporting(Report.NONSENSE));

    assertThat(json(client.chat(MODEL)).at("/usage/prompt_tokens").asInt()).isEqualTo(-7);
    assertThat(client.chat(MODEL + STREAM).body()).contains("\"completion_tokens\":\"many\"");
    assertThat(client.messages(CLAUDE + ",\"stream\":true").body())
        .contains("\"output_tokens\":\"many\"");
  }

  @Test
  void answersAsManyChoicesAsAreAskedFor() throws Exception {
    provider.script(new Answer(USAGE, "two words"));

    JsonNode whole = json(client.chat(MODEL + ",\"n\":2"));
    assertThat(whole.at("/choices/1/message/content").asText()).isEqualTo("two words");
    assertThat(whole.at("/choices/1/index").asInt()).isEqualTo(1);

    List<String> texts = new ArrayList<>(List.of("", ""));
    for (JsonNode chunk : chunks(client.chat(MODEL + ",\"n\":2" + STREAM))) {
      for (JsonNode choice : chunk.path("choices")) {
        int index = choice.path("index").asInt();
        texts.set(index, texts.get(index) + choice.at("/delta/content").asText(""));
      }
    }
    assertThat(texts).containsExactly("two words", "two words");
    assertThat(provider.ledger()).extracting(Bill::usage).containsOnly(USAGE);
  }

  @Test
  void callsTools_onChat() throws Exception {
    provider.script(new Answer(USAGE, "").calling(WEATHER, WEATHER));

    JsonNode choice = json(client.chat(MODEL)).at("/choices/0");
    assertThat(choice.at("/message/content").isNull()).isTrue();
    assertThat(choice.at("/message/tool_calls/1/function/name").asText()).isEqualTo("weather");
    assertThat(choice.at("/message/tool_calls/1/function/arguments").asText())
        .isEqualTo(WEATHER.arguments());
    assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");

    StringBuilder arguments = new StringBuilder();
    for (JsonNode chunk : chunks(client.chat(MODEL + STREAM))) {
      for (JsonNode call : chunk.at("/choices/0/delta/tool_calls")) {
        if (call.path("index").asInt() == 1) {
          arguments.append(call.at("/function/arguments").asText());
        }
      }
    }
    assertThat(arguments).hasToString(WEATHER.arguments());
  }

  @Test
  void callsTools_onMessages() throws Exception {
    provider.script(new Answer(USAGE, "Let me see").calling(WEATHER));

    JsonNode whole = json(client.messages(CLAUDE));
    assertThat(whole.at("/content/1/input/city").asText()).isEqualTo("Oslo");
    assertThat(whole.path("stop_reason").asText()).isEqualTo("tool_use");

    assertThat(client.messages(CLAUDE + ",\"stream\":true").body())
        .containsSubsequence(
            "\"content_block_start\",\"index\":0",
            "\"content_block_stop\",\"index\":0",
            "\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\"",
            "input_json_delta",
            "input_json_delta",
            "\"content_block_stop\",\"index\":1",
            "\"stop_reason\":\"tool_use\"",
            "message_stop");
  }

  private static JsonNode error(HttpResponse<String> response) throws JsonProcessingException {
    assertThat(response.statusCode()).isEqualTo(400);
    return json(response).path("error");
  }

  private static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
    return JSON.readTree(response.body());
  }

  private static List<JsonNode> chunks(HttpResponse<String> response)
      throws JsonProcessingException {
    List<JsonNode> chunks = new ArrayList<>();
    for (String event : response.body().split("\n\n")) {
      if (!event.endsWith("[DONE]")) {
        chunks.add(JSON.readTree(event.substring("data: ".length())));
      }
    }
    return chunks;
  }
}
