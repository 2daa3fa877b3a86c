package dev.weir.gateway.translate;

import static dev.weir.gateway.core.Protocol.ANTHROPIC_MESSAGES;
import static dev.weir.gateway.core.Protocol.OPENAI_CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.events.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplicedStreamTest {
  private static final Deployment FIRST = Given.deployment(Provider.OPENAI, "one");
  private static final Deployment SECOND = Given.deployment(Provider.ANTHROPIC, "two");
  private static final Tokens PAID = new Tokens(10, 0, 0, 0, 4, 0);

  private static final String BROKEN_CHAT =
      """
      data: {"id":"c1","object":"chat.completion.chunk","created":5,"model":"x","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

      data: {"id":"c1","object":"chat.completion.chunk","created":5,"model":"x","choices":[{"index":0,"delta":{"content":"The river"}}]}

      """;

  private static final String BROKEN_MESSAGE =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"m1","model":"x","usage":{"input_tokens":10,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"The river"}}

      """;

  /** Text, and then a tool call. */
  private static final String SECOND_MESSAGE =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"m2","model":"y","usage":{"input_tokens":15,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" is wide"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: content_block_start
      data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":1}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":3}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  @Test
  void chunksGoOnUnderTheFirstOnesName_withOneUsageForAll() {
    String sent =
        Given.run(
            goingOn(OPENAI_CHAT, Provider.OPENAI, ",\"stream_options\":{\"include_usage\":true}"),
            """
            data: {"id":"c2","created":9,"model":"y","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

            data: {"id":"c2","created":9,"model":"y","choices":[{"index":0,"delta":{"content":"river is"}}]}

            data: {"id":"c2","created":9,"model":"y","choices":[{"index":0,"delta":{"content":" wide"}}]}

            data: {"id":"c2","created":9,"model":"y","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"id":"c2","created":9,"model":"y","choices":[],"usage":{"prompt_tokens":15,"completion_tokens":3,"total_tokens":18}}

            data: [DONE]

            """);

    assertThat(sent)
        .isEqualTo(
            """
            data: {"id":"c1","created":5,"model":"group","choices":[{"index":0,"delta":{"content":" is"}}]}

            data: {"id":"c1","created":5,"model":"group","choices":[{"index":0,"delta":{"content":" wide"}}]}

            data: {"id":"c1","created":5,"model":"group","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"weir":{"continued":[{"model_group":"group","deployment":"id"}]}}

            data: {"id":"c1","created":5,"model":"group","choices":[],"usage":{"prompt_tokens":25,"completion_tokens":7,"total_tokens":32,"prompt_tokens_details":{"cached_tokens":0,"cache_creation_tokens":0},"completion_tokens_details":{"reasoning_tokens":0},"cache_creation_input_tokens":0,"cache_read_input_tokens":0}}

            data: [DONE]

            """);
  }

  @Test
  void aMessageGoesOnInTheBlockThatIsOpen_andItsToolGetsTheNextIndex() {
    String sent = Given.run(goingOn(ANTHROPIC_MESSAGES, Provider.ANTHROPIC, ""), SECOND_MESSAGE);

    assertThat(sent)
        .isEqualTo(
            """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" is wide"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"input_tokens":25,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":7},"weir":{"continued":[{"model_group":"group","deployment":"id"}]}}

            event: message_stop
            data: {"type":"message_stop"}

            """);
  }

  @Test
  void theOpenTextIsEnded_whenTheContinuationBeginsWithReasoning() {
    String sent =
        Given.run(
            goingOn(ANTHROPIC_MESSAGES, Provider.ANTHROPIC, ""),
            """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

            """);

    assertThat(sent)
        .isEqualTo(
            """
            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"thinking","thinking":""}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}

            """);
  }

  @Test
  void theOpenTextIsEnded_whenNothingIsAdded() {
    String sent =
        Given.run(
            goingOn(ANTHROPIC_MESSAGES, Provider.ANTHROPIC, ""),
            """
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}

            """);

    assertThat(sent)
        .startsWith(
            """
            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            """);
  }

  @Test
  void knowsWhatTheClientHas_whenAContinuationBreaksOffToo() {
    StreamTranslator second = goingOn(OPENAI_CHAT, Provider.OPENAI, "");

    Given.run(
        second,
        "data: {\"id\":\"c2\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" is\"}}]}\n\n");

    assertThat(second.partial()).isEqualTo(new Partial.Chat("The river is", "c1", 5, "group"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t\"}]}}",
        "{\"delta\":{\"function_call\":{\"name\":\"f\"}}}",
        "{\"delta\":{\"reasoning_content\":\"Hm\"}}",
        "{\"delta\":{\"refusal\":\"No\"}}",
        "{\"delta\":{\"content\":\"x\"},\"logprobs\":{\"content\":[]}}",
        "{\"index\":1,\"delta\":{\"content\":\"x\"}}",
        "{\"delta\":{},\"finish_reason\":\"stop\"}",
      })
  void nobodyGoesOn_afterAPieceThatIsNoText(String choice) {
    StreamTranslator chat = beginning(OPENAI_CHAT, Provider.OPENAI, BROKEN_CHAT);
    assertThat(chat.partial()).isEqualTo(new Partial.Chat("The river", "c1", 5, "group"));

    Given.run(chat, "data: {\"id\":\"c1\",\"choices\":[" + choice + "]}\n\n");

    assertThat(chat.partial()).isNull();
  }

  @Test
  void goesOn_whenReasoningHasComeToItsEnd() {
    StreamTranslator chat =
        beginning(
            OPENAI_CHAT,
            Provider.OPENAI,
            """
            data: {"id":"c1","created":5,"choices":[{"index":0,"delta":{"reasoning_content":"Hm"}}]}

            data: {"id":"c1","created":5,"model":"x","choices":[{"index":0,"delta":{"content":"Well"}}]}

            """);

    assertThat(chat.partial()).isEqualTo(new Partial.Chat("Well", "c1", 5, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool_use", "thinking", "redacted_thinking", "new_kind"})
  void nobodyGoesOn_inABlockThatIsNoText(String type) {
    StreamTranslator message = beginning(ANTHROPIC_MESSAGES, Provider.ANTHROPIC, BROKEN_MESSAGE);
    assertThat(message.partial()).isEqualTo(new Partial.Messages("The river", 1, 0));

    Given.run(
        message,
        """
        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"%s"}}

        """
            .formatted(type));

    assertThat(message.partial()).isNull();
  }

  private static StreamTranslator beginning(Protocol client, Provider provider, String stream) {
    StreamTranslator first =
        new Splicing.Begins().over(stream(client, provider, ""), client, FIRST);
    Given.run(first, stream);
    return first;
  }

  private static StreamTranslator goingOn(Protocol client, Provider provider, String more) {
    StreamTranslator first =
        switch (client) {
          case OPENAI_CHAT -> beginning(client, Provider.OPENAI, BROKEN_CHAT);
          case ANTHROPIC_MESSAGES -> beginning(client, Provider.ANTHROPIC, BROKEN_MESSAGE);
          case OPENAI_EMBEDDINGS -> throw new IllegalArgumentException();
        };
    return new Splicing.GoesOn(first.partial(), PAID, List.of(FIRST))
        .over(stream(client, provider, more), client, SECOND);
  }

  private static StreamTranslator stream(Protocol client, Provider provider, String more) {
    String body =
        "{\"model\":\"group\",\"max_tokens\":9,\"stream\":true,\"messages\":[]" + more + "}";
    return Translation.between(client, provider, Given.CLOCK).stream(
        Given.request(client, body), "group");
  }
}
