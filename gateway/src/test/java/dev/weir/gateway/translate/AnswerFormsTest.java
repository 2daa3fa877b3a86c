package dev.weir.gateway.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.Recordings;
import dev.weir.gateway.core.Protocol;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFormsTest {
  private static final Tokens TOKENS = new Tokens(90, 10, 0, 0, 20, 5);

  private static JsonNode whole(Protocol protocol, byte[] stream) throws IOException {
    byte[] whole = AnswerForms.whole(protocol, List.of(stream), TOKENS);
    return Json.read(Objects.requireNonNull(whole));
  }

  private static byte[] chunk(String choice) {
    String data = "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[%s]}";
    return ("data: " + data.formatted(choice) + "\n\n").getBytes(UTF_8);
  }

  @Test
  void joinsToolCalls() throws IOException {
    JsonNode answer = whole(Protocol.OPENAI_CHAT, Recordings.stream("chat-stream-tools-openai"));

    assertThat(answer)
        .isEqualTo(
            json(
                """
                {"object":"chat.completion","id":"chatcmpl-mock000111","created":1795368695,
                 "model":"gpt-4o","system_fingerprint":"fp_mock","service_tier":"default",
                 "choices":[{"index":0,"message":{"role":"assistant","content":null,
                   "tool_calls":[{"id":"call_mock1","function":{"arguments":"{\\"city\\":\\"Oslo\\"}",
                     "name":"get_weather"},"type":"function"}]},
                   "logprobs":null,"finish_reason":"tool_calls"}],
                 "usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,
                   "prompt_tokens_details":{"cached_tokens":10,"cache_creation_tokens":0},
                   "completion_tokens_details":{"reasoning_tokens":5},
                   "cache_creation_input_tokens":0,"cache_read_input_tokens":10}}\
                """));
  }

  @Test
  void keepsChoicesApart() throws IOException {
    List<byte[]> chunks =
        List.of(
            chunk("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"a\"}}"),
            chunk("{\"index\":1,\"delta\":{\"role\":\"assistant\",\"content\":\"x\"}}"),
            chunk("{\"index\":0,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}"),
            chunk("{\"index\":1,\"delta\":{\"content\":\"y\"},\"finish_reason\":\"length\"}"));

    byte[] whole = AnswerForms.whole(Protocol.OPENAI_CHAT, chunks, TOKENS);

    JsonNode choices = Json.read(Objects.requireNonNull(whole)).at("/choices");
    assertThat(choices.at("/0/message/content").asText()).isEqualTo("ab");
    assertThat(choices.at("/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(choices.at("/1/message/content").asText()).isEqualTo("xy");
    assertThat(choices.at("/1/finish_reason").asText()).isEqualTo("length");
  }

  @Test
  void joinsThinkingTextAndToolUse() throws IOException {
    JsonNode message =
        whole(
            Protocol.ANTHROPIC_MESSAGES,
            Recordings.stream("messages-to-anthropic-stream-thinking-tools"));

    assertThat(message.at("/content"))
        .isEqualTo(
            json(
                """
                [{"type":"thinking","thinking":"Let me think.","signature":"c2lnbmF0dXJl"},
                 {"type":"text","text":"I will look."},
                 {"type":"tool_use","id":"toolu_mock1","name":"get_weather",
                  "input":{"city":"Oslo"}}]\
                """));
    assertThat(message.at("/stop_reason").asText()).isEqualTo("tool_use");
    assertThat(message.at("/usage/input_tokens").asInt()).isEqualTo(100);
    assertThat(message.at("/usage/output_tokens").asInt()).isGreaterThan(1);
  }

  /** What was cut and joined again says the same. */
  @ParameterizedTest
  @CsvSource({
    "OPENAI_CHAT, chat-stream-tools-openai",
    "OPENAI_CHAT, chat-stream-openai-include-usage",
    "ANTHROPIC_MESSAGES, messages-to-anthropic-stream",
    "ANTHROPIC_MESSAGES, messages-to-anthropic-stream-thinking-tools"
  })
  void cutsWhatItJoined(Protocol protocol, String recording) throws IOException {
    JsonNode answer = whole(protocol, Recordings.stream(recording));

    byte[] events = AnswerForms.stream(protocol, Json.write(answer), true);

    assertThat(whole(protocol, events)).isEqualTo(answer);
  }

  @Test
  void tellsUsage_onlyWhereItIsAskedFor() throws IOException {
    byte[] answer =
        Json.write(
            whole(Protocol.OPENAI_CHAT, Recordings.stream("chat-stream-openai-include-usage")));

    String without = new String(AnswerForms.stream(Protocol.OPENAI_CHAT, answer, false), UTF_8);
    String with = new String(AnswerForms.stream(Protocol.OPENAI_CHAT, answer, true), UTF_8);

    assertThat(without).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    assertThat(with).contains("\"choices\":[],\"usage\":{").endsWith("data: [DONE]\n\n");
  }

  @Test
  void cutsAMessage_asAnthropicDoes() throws IOException {
    byte[] message =
        """
        {"id":"m","type":"message","role":"assistant","model":"g","content":[
          {"type":"text","text":"Hi"},{"type":"tool_use","id":"t","name":"f","input":{"a":1}}],
         "stop_reason":"tool_use","stop_sequence":null,
         "usage":{"input_tokens":3,"output_tokens":2}}\
        """
            .getBytes(UTF_8);

    assertThat(new String(AnswerForms.stream(Protocol.ANTHROPIC_MESSAGES, message, true), UTF_8))
        .isEqualTo(
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"g","content":[],"usage":{"input_tokens":3,"output_tokens":0},"stop_reason":null,"stop_sequence":null}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"a\\":1}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":3,"output_tokens":2}}

            event: message_stop
            data: {"type":"message_stop"}

            """);
  }

  @Test
  void joinsNothing_whereItIsNotSureOfTheWhole() {
    byte[] end = chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}");
    byte[] odd = chunk("{\"index\":0,\"delta\":{\"mood\":\"glad\"}}");
    byte[] odder = chunk("{\"index\":0,\"delta\":{\"mood\":\"sad\"}}");

    assertThat(AnswerForms.whole(Protocol.OPENAI_CHAT, List.of(odd, end), TOKENS)).isNotNull();
    assertThat(AnswerForms.whole(Protocol.OPENAI_CHAT, List.of(odd, odder, end), TOKENS)).isNull();
    assertThat(AnswerForms.whole(Protocol.OPENAI_CHAT, List.of(odd), TOKENS)).isNull();
    assertThat(
            AnswerForms.whole(
                Protocol.ANTHROPIC_MESSAGES,
                List.of("data: {\"type\":\"new_thing\"}\n\n".getBytes(UTF_8)),
                TOKENS))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[]}",
        "{\"choices\":[{\"finish_reason\":null}]}",
        "{\"choices\":[{\"finish_reason\":\"content_filter\"}]}"
      })
  void isNotFinished_withoutAnEnd(String answer) {
    assertThat(AnswerForms.isFinished(Protocol.OPENAI_CHAT, answer.getBytes(UTF_8))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"end_turn, true", "max_tokens, true", "pause_turn, false", "refusal, false"})
  void isFinished_whereTheModelHasSaidAll(String reason, boolean finished) {
    byte[] message = ("{\"stop_reason\":\"" + reason + "\"}").getBytes(UTF_8);

    assertThat(AnswerForms.isFinished(Protocol.ANTHROPIC_MESSAGES, message)).isEqualTo(finished);
  }

  private static JsonNode json(String text) throws IOException {
    return Json.read(text.getBytes(UTF_8));
  }
}
