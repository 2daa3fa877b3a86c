package dev.weir.gateway.translate;

import static dev.weir.gateway.core.Protocol.ANTHROPIC_MESSAGES;
import static dev.weir.gateway.core.Provider.AZURE;
import static dev.weir.gateway.core.Provider.OPENAI;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Recordings;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.translate.TranslatedRequest.Unsupported;
import dev.weir.schemas.events.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesToChatTest {
  private static final Translation TRANSLATION =
      Translation.between(ANTHROPIC_MESSAGES, OPENAI, Given.CLOCK);
  private static final String HELLO =
      "\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";

  @Test
  void sendsWhatLiteLlmSends() {
    JsonNode recorded = Recordings.read("messages-to-azure");
    byte[] body = recorded.get("request").get("body").toString().getBytes(UTF_8);

    assertThat(
            Given.json(Given.ready(ANTHROPIC_MESSAGES, AZURE, "gpt-4o", Given.text(body)).body()))
        .isEqualTo(recorded.get("upstream_requests").get(0).get("body"));
  }

  @Test
  void translatesInstructionsTurnsAndSampling() {
    String body =
        """
        {"model":"m","max_tokens":9,"temperature":0.70,"top_p":0.5,"stop_sequences":["a","b"],
         "metadata":{"user_id":"u"},"stream":true,"thinking":{"type":"disabled"},"tools":[],
         "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
         "messages":[{"role":"user","content":[{"type":"text","text":"a"}]},
          {"role":"assistant","content":"b"},{"role":"user","content":"c"}]}\
        """;

    assertThat(Given.json(Given.ready(ANTHROPIC_MESSAGES, OPENAI, "o4-mini", body).body()))
        .isEqualTo(
            Given.json(
                """
                {"model":"o4-mini","max_completion_tokens":9,"temperature":0.70,"top_p":0.5,
                 "stop":["a","b"],"user":"u","stream":true,"stream_options":{"include_usage":true},
                 "messages":[{"role":"system","content":[{"type":"text","text":"Be brief."}]},
                  {"role":"user","content":[{"type":"text","text":"a"}]},
                  {"role":"assistant","content":"b"},{"role":"user","content":"c"}]}\
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tools|[{\"name\":\"f\"}]",
        "thinking|{\"type\":\"enabled\",\"budget_tokens\":1024}",
        "top_k|5",
        "output_config|{}",
        "mcp_servers|[]",
        "made_up_param|1",
      })
  void refusesByName_whatOpenAiLacks(String field, String value) {
    String body = "{\"model\":\"m\",%s,\"%s\":%s}".formatted(HELLO, field, value);

    assertThat(Given.translate(ANTHROPIC_MESSAGES, OPENAI, "gpt-4o", body, false))
        .isEqualTo(
            new Unsupported(field, "'" + field + "' is not supported for models of OpenAI yet."));
  }

  @Test
  void neverDropsContent_evenWhenItMayDropParameters() {
    String body =
        "{\"model\":\"m\",\"max_tokens\":1,\"top_k\":5,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{}}]}]}";
    TranslatedRequest result = Given.translate(ANTHROPIC_MESSAGES, OPENAI, "gpt-4o", body, true);

    assertThat(((Unsupported) result).field()).isEqualTo("messages[0].content[0].type");
  }

  @Test
  void answersAsAMessage_asRecorded() {
    String chat =
        """
        {"id":"chatcmpl-mock000141","object":"chat.completion","model":"gpt-4o-2024-08-06",
         "choices":[{"index":0,"message":{"role":"assistant","content":"Hello from the mock."},
         "finish_reason":"stop"}],"usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,
         "prompt_tokens_details":{"cached_tokens":40}}}\
        """;
    Reply.Answer answer = (Reply.Answer) TRANSLATION.complete(chat.getBytes(UTF_8), "azure-gpt4");
    JsonNode message = Given.json(answer.body());
    JsonNode recorded = Recordings.read("messages-to-azure").get("response").get("body");

    for (String field : new String[] {"id", "type", "role", "model", "content", "stop_reason"}) {
      assertThat(message.get(field)).as(field).isEqualTo(recorded.get(field));
    }
    assertThat(message.get("stop_sequence").isNull()).isTrue();
    assertThat(message.get("usage"))
        .isEqualTo(
            Given.json(
                "{\"input_tokens\":60,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":40,\"output_tokens\":20}"));
    assertThat(answer.tokens()).isEqualTo(new Tokens(60, 40, 0, 0, 20, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "stop,end_turn",
    "length,max_tokens",
    "content_filter,refusal",
    "tool_calls,tool_use"
  })
  void mapsReasons(String finish, String stop) {
    String chat =
        "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"No\"},\"finish_reason\":\"%s\"}]}"
            .formatted(finish);
    Reply.Answer answer = (Reply.Answer) TRANSLATION.complete(chat.getBytes(UTF_8), "g");

    assertThat(Given.json(answer.body()).get("stop_reason").asText()).isEqualTo(stop);
    assertThat(Given.json(answer.body()).at("/content/0/text").asText()).isEqualTo("No");
    assertThat(answer.usageKnown()).isFalse();
  }

  @Test
  void streamsAsEvents_asRecorded() {
    StreamTranslator stream = stream();
    String sent =
        Given.run(stream, Given.text(Recordings.stream("chat-stream-openai-include-usage")));

    assertThat(sent)
        .isEqualTo(
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"chatcmpl-mock000105","type":"message","role":"assistant","model":"group","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" from"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" the"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" mock"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"."}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":100,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":20}}

            event: message_stop
            data: {"type":"message_stop"}

            """);
    assertThat(stream.ended()).isTrue();
    assertThat(stream.usageKnown()).isTrue();
  }

  @Test
  void inventsNoEnd_whenTheProviderGaveNoReason() {
    StreamTranslator stream = stream();
    Given.run(stream, "data: [DONE]\n\n");

    assertThat(stream.ended()).isFalse();
    assertThat(stream.failure().kind()).isEqualTo(Failure.Kind.BROKEN_ANSWER);
  }

  private static StreamTranslator stream() {
    String body = "{\"model\":\"m\",\"stream\":true," + HELLO + "}";
    return TRANSLATION.stream(Given.request(ANTHROPIC_MESSAGES, body), "group");
  }
}
