package dev.weir.gateway.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Protocol;
import org.junit.jupiter.api.Test;

/** Answers put together from what a client got, and told by the semantic conventions. */
class AnswerTest {
  private static final String CHAT =
      """
      : keep-alive

      data: {"id":"c-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Let "}}]}

      data: {"id":"c-1","choices":[{"index":1,"delta":{"content":"Two"},"finish_reason":"length"}]}

      data: {"id":"c-1","choices":[{"index":0,"delta":{"content":"me look","tool_calls":[{"index":0,"id":"t-1","function":{"name":"weather","arguments":"{\\"at\\":"}}]}}]}

      data: {"id":"c-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"Bern\\"}"}}]},"finish_reason":"tool_calls"}]}

      data: {"id":"c-1","choices":[],"usage":{"prompt_tokens":1}}

      data: [DONE]

      """;

  private static final String MESSAGE =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"m-1","content":[]}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

      event: content_block_start
      data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t-1","name":"weather","input":{}}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"at\\":\\"Bern\\"}"}}

      event: ping
      data: {"type":"ping"}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"tool_use"}}

      """;

  private static Answer streamed(String events, Protocol protocol) {
    return Answer.of(new Captured(events.getBytes(UTF_8), true, false), protocol);
  }

  @Test
  void putsChoicesAndToolsTogether() {
    Answer answer = streamed(CHAT, Protocol.OPENAI_CHAT);

    assertThat(answer.id()).isEqualTo("c-1");
    assertThat(answer.finishReasons()).containsExactly("tool_calls", "length");
    assertThat(answer.messages())
        .hasToString(
            "[{\"role\":\"assistant\",\"content\":\"Let me"
                + " look\",\"tool_calls\":[{\"id\":\"t-1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"at\\\":\\\"Bern\\\"}\"}}]},"
                + " {\"role\":\"assistant\",\"content\":\"Two\"}]");
    assertThat(GenAiMessages.output(answer))
        .hasToString(
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Let me"
                + " look\"},{\"type\":\"tool_call\",\"id\":\"t-1\",\"name\":\"weather\",\"arguments\":{\"at\":\"Bern\"}}],\"finish_reason\":\"tool_calls\"},"
                + "{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Two\"}],\"finish_reason\":\"length\"}]");
  }

  @Test
  void putsThinkingAndToolsOfAMessageTogether() {
    Answer answer = streamed(MESSAGE, Protocol.ANTHROPIC_MESSAGES);

    assertThat(answer.id()).isEqualTo("m-1");
    assertThat(answer.messages())
        .hasToString(
            "[{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm.\"},{\"type\":\"tool_use\",\"id\":\"t-1\",\"name\":\"weather\",\"input\":{\"at\":\"Bern\"}}]}]");
    assertThat(GenAiMessages.output(answer))
        .hasToString(
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"reasoning\",\"content\":\"Hm.\"},{\"type\":\"tool_call\",\"id\":\"t-1\",\"name\":\"weather\",\"arguments\":{\"at\":\"Bern\"}}],\"finish_reason\":\"tool_use\"}]");
  }

  @Test
  void tellsWhatThereIs_whereAStreamStops() {
    String cut = MESSAGE.substring(0, MESSAGE.indexOf("event: ping") - 30);

    assertThat(streamed(cut, Protocol.ANTHROPIC_MESSAGES).messages().toString())
        .contains("Hm.")
        .contains("weather");
  }

  @Test
  void cutsBetweenCharacters() {
    byte[] text = "aü€".getBytes(UTF_8);

    assertThat(Content.cut(text, 2)).isEqualTo("a");
    assertThat(Content.cut(text, 3)).isEqualTo("aü");
    assertThat(Content.cut(text, 5)).isEqualTo("aü");
    assertThat(Content.cut(text, 6)).isEqualTo("aü€");
  }
}
