package dev.weir.gateway.translate;

import static dev.weir.gateway.core.Protocol.ANTHROPIC_MESSAGES;
import static dev.weir.gateway.core.Protocol.OPENAI_CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.api.Recordings;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.events.Tokens;
import org.junit.jupiter.api.Test;

class SameStreamTest {
  private static final String CHUNKS =
      """
      data: {"id":"c","model":"gpt-4o-2024","choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":null,"obfuscation":"xY"}

      data: {"id":"c","model":"gpt-4o-2024","choices":[{"index":0,"delta":{"content":"Hi"}}],"usage":null}

      data: {"id":"c","model":"gpt-4o-2024","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

      data: {"id":"c","model":"gpt-4o-2024","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120}}

      data: [DONE]

      """;
  private static final String ERROR =
      "data:"
          + " {\"error\":{\"message\":\"Overloaded\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n";

  @Test
  void stripsUsageFromChunks_whenTheClientDidNotAsk() {
    StreamTranslator chat = chat("");
    String sent = Given.run(chat, CHUNKS);

    assertThat(sent)
        .isEqualTo(
            """
            data: {"id":"c","model":"group","choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"obfuscation":"xY"}

            data: {"id":"c","model":"group","choices":[{"index":0,"delta":{"content":"Hi"}}]}

            data: {"id":"c","model":"group","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """);
    assertThat(chat.tokens()).isEqualTo(new Tokens(100, 0, 0, 0, 20, 0));
    assertThat(chat.usageKnown()).isTrue();
    assertThat(chat.ended()).isTrue();
    assertThat(chat.providerModel()).isEqualTo("gpt-4o-2024");
  }

  @Test
  void keepsUsage_whenTheClientAsked() {
    String sent = Given.run(chat(",\"stream_options\":{\"include_usage\":true}"), CHUNKS);

    assertThat(sent).isEqualTo(CHUNKS.replace("gpt-4o-2024", "group"));
  }

  @Test
  void tellsContentFromFrames() {
    StreamTranslator chat = chat("");
    String first = CHUNKS.lines().findFirst().orElseThrow() + "\n\n";

    Given.run(chat, first);
    assertThat(chat.contentSent()).isFalse();

    Given.run(chat, CHUNKS.lines().skip(2).findFirst().orElseThrow() + "\n\n");
    assertThat(chat.contentSent()).isTrue();
    assertThat(chat.outputTokensSeen()).isEqualTo(6);
    assertThat(chat.ended()).isFalse();
    assertThat(chat.usageKnown()).isFalse();
  }

  @Test
  void reportsAnErrorInsideAStream_andSendsNothingMore() {
    StreamTranslator chat = chat("");

    assertThat(Given.run(chat, ERROR + CHUNKS)).isEmpty();
    assertThat(chat.failure().kind()).isEqualTo(Kind.SERVER);
    assertThat(chat.failure().message()).isEqualTo("Overloaded");
    assertThat(chat.ended()).isFalse();
  }

  @Test
  void reportsAnUnreadableEvent() {
    StreamTranslator chat = chat("");
    Given.run(chat, "data: {\"id\":\n\n");

    assertThat(chat.failure().kind()).isEqualTo(Kind.BROKEN_ANSWER);
  }

  @Test
  void forwardsMessageEvents_restampedOnly() {
    String recorded = Given.text(Recordings.stream("messages-to-anthropic-stream"));
    StreamTranslator messages = messages();
    String sent =
        Given.run(
            messages,
            recorded.replace("\"model\":\"claude-sonnet\"", "\"model\":\"claude-sonnet-4-6\""));

    assertThat(sent.strip())
        .isEqualTo(recorded.strip().replace("\"model\":\"claude-sonnet\"", "\"model\":\"group\""));
    assertThat(messages.tokens()).isEqualTo(new Tokens(100, 0, 0, 0, 20, 0));
    assertThat(messages.usageKnown()).isTrue();
    assertThat(messages.ended()).isTrue();
    assertThat(messages.contentSent()).isTrue();
    assertThat(messages.providerModel()).isEqualTo("claude-sonnet-4-6");
  }

  @Test
  void knowsThePromptOfAMessageStreamThatIsCut() {
    String recorded = Given.text(Recordings.stream("messages-to-anthropic-stream"));
    StreamTranslator messages = messages();
    Given.run(messages, recorded.substring(0, recorded.indexOf("event: content_block_stop")));

    assertThat(messages.ended()).isFalse();
    assertThat(messages.usageKnown()).isFalse();
    assertThat(messages.tokens().input()).isEqualTo(100);
    assertThat(messages.outputTokensSeen()).isEqualTo(60);
  }

  @Test
  void reportsAnthropicsErrorEvent() {
    StreamTranslator messages = messages();
    Given.run(
        messages,
        "event: error\n"
            + "data:"
            + " {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n");

    assertThat(messages.failure().kind()).isEqualTo(Kind.SERVER);
  }

  @Test
  void failsAChat_thatEndsWithoutAChoice() {
    StreamTranslator chat = chat("");
    Given.run(chat, "data: [DONE]\n\n");

    assertThat(chat.ended()).isFalse();
    assertThat(chat.failure().kind()).isEqualTo(Kind.BROKEN_ANSWER);
  }

  private static StreamTranslator chat(String more) {
    return stream(
        OPENAI_CHAT,
        Provider.OPENAI,
        "{\"model\":\"m\",\"messages\":[],\"stream\":true" + more + "}");
  }

  private static StreamTranslator messages() {
    return stream(
        ANTHROPIC_MESSAGES,
        Provider.ANTHROPIC,
        "{\"model\":\"m\",\"messages\":[],\"max_tokens\":1,\"stream\":true}");
  }

  private static StreamTranslator stream(Protocol protocol, Provider provider, String body) {
    return Translation.between(protocol, provider, Given.CLOCK).stream(
        Given.request(protocol, body), "group");
  }
}
