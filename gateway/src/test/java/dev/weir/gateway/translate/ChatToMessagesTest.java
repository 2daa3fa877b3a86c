package dev.weir.gateway.translate;

import static dev.weir.gateway.core.Protocol.OPENAI_CHAT;
import static dev.weir.gateway.core.Provider.ANTHROPIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Recordings;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.translate.TranslatedRequest.Ready;
import dev.weir.gateway.translate.TranslatedRequest.Unsupported;
import dev.weir.schemas.events.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatToMessagesTest {
  private static final Translation TRANSLATION =
      Translation.between(OPENAI_CHAT, ANTHROPIC, Given.CLOCK);
  private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";

  @ParameterizedTest
  @ValueSource(strings = {"chat-basic-anthropic", "chat-stream-anthropic-include-usage"})
  void sendsWhatLiteLlmSends(String recording) {
    JsonNode recorded = Recordings.read(recording);
    Ready ready = upstream(recorded.get("request").get("body").toString());

    assertThat(Given.json(ready.body()))
        .isEqualTo(recorded.get("upstream_requests").get(0).get("body"));
  }

  @Test
  void sendsTheNewNameOfTheMaximum_asRecorded() {
    JsonNode probe =
        Recordings.probes("request-translation").stream()
            .filter(p -> p.get("name").asText().equals("meta-max-completion-tokens-anthropic"))
            .findFirst()
            .orElseThrow();

    assertThat(Given.json(upstream(probe.get("request").get("body").toString()).body()))
        .isEqualTo(probe.get("upstream").get(0).get("body"));
  }

  @Test
  void translatesInstructionsTurnsAndSampling() {
    Ready ready =
        upstream(
            """
            {"model":"m","max_tokens":9,"temperature":0.70,"top_p":0.5,"top_k":3,"stop":"END",
             "user":"u-1","n":1,"presence_penalty":0,"logprobs":false,"tools":[],"seed":null,
             "messages":[
              {"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
              {"role":"assistant","content":"c"},
              {"role":"developer","content":[{"type":"text","text":"And kind.",
                "cache_control":{"type":"ephemeral"}}]},
              {"role":"user","content":"d","name":null}]}\
            """);

    assertThat(Given.json(ready.body()))
        .isEqualTo(
            Given.json(
                """
                {"model":"claude-sonnet-4-6","max_tokens":9,"temperature":0.70,"top_p":0.5,"top_k":3,
                 "stop_sequences":["END"],"metadata":{"user_id":"u-1"},
                 "system":[{"type":"text","text":"Be brief."},
                  {"type":"text","text":"And kind.","cache_control":{"type":"ephemeral"}}],
                 "messages":[
                  {"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
                  {"role":"assistant","content":[{"type":"text","text":"c"}]},
                  {"role":"user","content":[{"type":"text","text":"d"}]}]}\
                """));
    assertThat(ready.promptTokenBound()).isEqualTo(ready.body().length);
    assertThat(ready.outputTokenBound()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tools|[{\"type\":\"function\"}]",
        "tool_choice|\"auto\"",
        "n|2",
        "response_format|{\"type\":\"json_object\"}",
        "reasoning_effort|\"low\"",
        "logprobs|true",
        "presence_penalty|0.1",
        "made_up_param|1",
        "modalities|[\"audio\"]",
      })
  void refusesByName_whatAnthropicLacks(String field, String value) {
    String body = "{\"model\":\"m\",%s,\"%s\":%s}".formatted(HELLO, field, value);

    assertThat(translate(body, false))
        .isEqualTo(
            new Unsupported(
                field, "'" + field + "' is not supported for models of Anthropic yet."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}"
            + "|messages[0].content[0].type",
        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{}]}|messages[0].tool_calls",
        "{\"role\":\"tool\",\"content\":\"x\"}|messages[0].role",
        "{\"role\":\"user\",\"content\":7}|messages[0].content",
        "{\"role\":\"user\",\"content\":\"x\",\"name\":\"n\"}|messages[0].name",
      })
  void neverDropsContent_evenWhenItMayDropParameters(String message, String field) {
    TranslatedRequest result = translate("{\"model\":\"m\",\"messages\":[" + message + "]}", true);

    assertThat(((Unsupported) result).field()).isEqualTo(field);
  }

  @Test
  void dropsParameters_whenItMay() {
    String body =
        "{\"model\":\"m\",\"max_tokens\":5,%s,\"logit_bias\":{\"1\":1},\"presence_penalty\":0.1}"
            .formatted(HELLO);

    assertThat(Given.text(((Ready) translate(body, true)).body()))
        .isEqualTo(
            "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}]}");
    assertThat(
            translate(
                "{\"model\":\"m\",%s,\"response_format\":{\"type\":\"json_object\"}}"
                    .formatted(HELLO),
                true))
        .isInstanceOf(Unsupported.class);
  }

  @Test
  void answersAsAChatCompletion() {
    String message =
        """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-6",
         "content":[{"type":"text","text":"Hello "},{"type":"text","text":"you"}],
         "stop_reason":"max_tokens","stop_sequence":null,"usage":{"input_tokens":10,
         "cache_read_input_tokens":5,"cache_creation_input_tokens":7,
         "cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4},"output_tokens":20}}\
        """;
    Reply.Answer answer = (Reply.Answer) TRANSLATION.complete(message.getBytes(UTF_8), "group");

    assertThat(Given.json(answer.body()))
        .isEqualTo(
            Given.json(
                """
                {"id":"chatcmpl-msg_1","object":"chat.completion","created":1795368686,"model":"group",
                 "choices":[{"index":0,"message":{"role":"assistant","content":"Hello you","refusal":null},
                 "logprobs":null,"finish_reason":"length"}],
                 "usage":{"prompt_tokens":22,"completion_tokens":20,"total_tokens":42,
                 "prompt_tokens_details":{"cached_tokens":5,"cache_creation_tokens":7},
                 "completion_tokens_details":{"reasoning_tokens":0},
                 "cache_creation_input_tokens":7,"cache_read_input_tokens":5}}\
                """));
    assertThat(answer.tokens()).isEqualTo(new Tokens(10, 5, 3, 4, 20, 0));
    assertThat(answer.providerModel()).isEqualTo("claude-sonnet-4-6");
  }

  @Test
  void streamsAsChunks() {
    StreamTranslator stream = stream(",\"stream_options\":{\"include_usage\":true}");
    String sent = Given.run(stream, Given.text(Recordings.stream("messages-to-anthropic-stream")));

    String head =
        "data:"
            + " {\"id\":\"chatcmpl-msg_mock000129\",\"object\":\"chat.completion.chunk\",\"created\":1795368686,\"model\":\"group\",\"choices\":[";
    assertThat(sent.split("\n\n"))
        .containsExactly(
            head
                + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}",
            head + "{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}]}",
            head + "{\"index\":0,\"delta\":{\"content\":\" from\"},\"finish_reason\":null}]}",
            head + "{\"index\":0,\"delta\":{\"content\":\" the\"},\"finish_reason\":null}]}",
            head + "{\"index\":0,\"delta\":{\"content\":\" mock\"},\"finish_reason\":null}]}",
            head + "{\"index\":0,\"delta\":{\"content\":\".\"},\"finish_reason\":null}]}",
            head + "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
            head
                + "],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120,\"prompt_tokens_details\":{\"cached_tokens\":0,\"cache_creation_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0},\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0}}",
            "data: [DONE]");
    assertThat(stream.ended()).isTrue();
    assertThat(stream.tokens()).isEqualTo(new Tokens(100, 0, 0, 0, 20, 0));
  }

  @Test
  void inventsNoEnd_whenTheProviderGaveNoReason() {
    StreamTranslator stream = stream("");
    Given.run(stream, "data: {\"type\":\"message_stop\"}\n\n");

    assertThat(stream.ended()).isFalse();
    assertThat(stream.failure().kind()).isEqualTo(Failure.Kind.BROKEN_ANSWER);
  }

  private static StreamTranslator stream(String more) {
    String body = "{\"model\":\"m\",\"stream\":true,%s%s}".formatted(HELLO, more);
    return TRANSLATION.stream(Given.request(OPENAI_CHAT, body), "group");
  }

  private static TranslatedRequest translate(String body, boolean dropParams) {
    return Given.translate(OPENAI_CHAT, ANTHROPIC, "claude-sonnet-4-6", body, dropParams);
  }

  private static Ready upstream(String body) {
    return Given.ready(OPENAI_CHAT, ANTHROPIC, "claude-sonnet-4-6", body);
  }
}
