package dev.weir.gateway.translate;

import static dev.weir.gateway.core.Protocol.ANTHROPIC_MESSAGES;
import static dev.weir.gateway.core.Protocol.OPENAI_CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuationTest {
  private static final String SAID = "The river is wide and slow.";

  @Test
  void addsTheAnswerAndAnInstruction_andLeavesWhatIsLeftOfTheLength() {
    ClientRequest request =
        request(
            OPENAI_CHAT, "\"max_tokens\":20,\"max_completion_tokens\":100,\"temperature\":0.50");

    ClientRequest next = Continuation.of(request, SAID, false);

    JsonNode body = Given.json(next.body());
    assertThat(body.at("/messages/0/content").asText()).isEqualTo("Tell");
    assertThat(body.at("/messages/1").toString())
        .isEqualTo("{\"role\":\"assistant\",\"content\":\"" + SAID + "\"}");
    assertThat(body.at("/messages/2/role").asText()).isEqualTo("user");
    assertThat(body.at("/messages/2/content").asText()).contains("Continue it exactly");
    assertThat(body.path("max_tokens").asLong()).isEqualTo(14);
    assertThat(body.path("max_completion_tokens").asLong()).isEqualTo(94);
    assertThat(next.maxOutputTokens()).isEqualTo(94);
    assertThat(body.path("temperature").toString()).isEqualTo("0.50");
  }

  @Test
  void leavesOneToken_whenTheLengthSeemsUsedUp() {
    ClientRequest request = request(ANTHROPIC_MESSAGES, "\"max_tokens\":5");

    ClientRequest next = Continuation.of(request, SAID, true);

    assertThat(next.maxOutputTokens()).isEqualTo(1);
  }

  @Test
  void leavesRoomForThinking() {
    ClientRequest request =
        request(
            ANTHROPIC_MESSAGES,
            "\"max_tokens\":1026,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}");

    assertThat(Continuation.of(request, SAID, false).maxOutputTokens()).isEqualTo(1025);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      delimiter = '|',
      value = {
        "The river||2",
        "The river |thinks not, but ends in a blank|3",
        "The river|\"thinking\":{\"type\":\"adaptive\"}|3"
      })
  void endsWithTheAnswerItself_whereTheModelTakesThat(String said, String more, int messages) {
    String field = more == null || !more.startsWith("\"") ? "\"top_p\":1" : more;
    ClientRequest request = request(ANTHROPIC_MESSAGES, "\"max_tokens\":50," + field);

    JsonNode body = Given.json(Continuation.of(request, said, true).body());

    assertThat(body.path("messages")).hasSize(messages);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "OPENAI_CHAT        | \"n\":1 | true",
        "OPENAI_CHAT        | \"response_format\":{\"type\":\"text\"} | true",
        "OPENAI_CHAT        | \"tools\":[] | true",
        "OPENAI_CHAT        | \"n\":2 | false",
        "OPENAI_CHAT        | \"response_format\":{\"type\":\"json_object\"} | false",
        "OPENAI_CHAT        | \"response_format\":{\"type\":\"json_schema\"} | false",
        "OPENAI_CHAT        | \"logprobs\":true | false",
        "OPENAI_CHAT        | \"audio\":{} | false",
        "ANTHROPIC_MESSAGES | \"top_k\":1 | true",
        "ANTHROPIC_MESSAGES | \"output_format\":{\"type\":\"json_schema\"} | false",
        "ANTHROPIC_MESSAGES | \"output_config\":{\"format\":{}} | false",
        "ANTHROPIC_MESSAGES | \"output_config\":{\"effort\":\"low\"} | true",
      })
  void isPossibleForPlainTextOnly(Protocol protocol, String field, boolean expected) {
    assertThat(Continuation.possible(request(protocol, "\"max_tokens\":5," + field)))
        .isEqualTo(expected);
  }

  private static ClientRequest request(Protocol protocol, String fields) {
    return Given.request(
        protocol,
        "{\"model\":\"g\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Tell\"}],"
            + fields
            + "}");
  }
}
