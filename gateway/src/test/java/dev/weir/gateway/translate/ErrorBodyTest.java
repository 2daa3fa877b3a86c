package dev.weir.gateway.translate;

import static dev.weir.gateway.core.Protocol.ANTHROPIC_MESSAGES;
import static dev.weir.gateway.core.Protocol.OPENAI_CHAT;
import static dev.weir.gateway.core.Protocol.OPENAI_EMBEDDINGS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.events.Tokens;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Status 200, and yet an error, no answer, or nonsense. */
class ErrorBodyTest {
  static Stream<Arguments> protocols() {
    Stream<Arguments> words =
        Stream.of(OPENAI_CHAT, ANTHROPIC_MESSAGES)
            .flatMap(client ->
                Stream.of(Provider.OPENAI, Provider.ANTHROPIC)
                    .map(provider -> Arguments.of(client, provider)));
    return Stream.concat(words, Stream.of(Arguments.of(OPENAI_EMBEDDINGS, Provider.OPENAI)));
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void isWhatTheErrorSays_andCostsNothing(Protocol client, Provider provider) {
    String body =
        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
            + "\"message\":\"prompt is too long: 2 tokens > 1 maximum\"}}";

    Reply.Broken reply = broken(client, provider, body);

    assertThat(reply.failure().kind()).isEqualTo(Failure.Kind.CONTEXT_WINDOW);
    assertThat(reply.tokens()).isEqualTo(Tokens.NONE);
    assertThat(reply.usageKnown()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void isNotKnown_whereThereIsNeitherAnswerNorError(Protocol client, Provider provider) {
    for (String body : new String[] {"{\"error\":null}", "{}", "[]", "", "<html>", "{\"id\":"}) {
      Reply.Broken reply = broken(client, provider, body);

      assertThat(reply.failure().kind()).isEqualTo(Failure.Kind.BROKEN_ANSWER);
      assertThat(reply.usageKnown()).isFalse();
    }
  }

  private static Reply.Broken broken(Protocol client, Provider provider, String body) {
    return (Reply.Broken)
        Translation.between(client, provider, Given.CLOCK).complete(body.getBytes(UTF_8), "g");
  }

  @Test
  void isNoStream_whereNoChoiceCame() {
    StreamTranslator stream = new SameChatStream("g", false);
    stream.accept(
        new SseEvent(
            null,
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":0}}"
                .getBytes(UTF_8)));
    stream.accept(new SseEvent(null, "[DONE]".getBytes(UTF_8)));

    assertThat(stream.ended()).isFalse();
    assertThat(stream.failure()).isNotNull();
    assertThat(stream.usageKnown()).isTrue();
  }
}
