package dev.weir.gateway.translate;

import static dev.weir.gateway.core.Protocol.ANTHROPIC_MESSAGES;
import static dev.weir.gateway.core.Provider.ANTHROPIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.api.Recordings;
import dev.weir.gateway.translate.TranslatedRequest.Ready;
import dev.weir.gateway.translate.TranslatedRequest.Unsupported;
import dev.weir.schemas.events.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameMessagesTest {
  @Test
  void changesNothingButTheModel_andCutsOutWhatIsForTheGateway() {
    String body =
        """
        {"max_tokens": 7, "litellm_metadata":{"a":1}, "model":"claude", "num_retries":1,
         "messages":[], "metadata":{"user_id":"u"}, "x_new":1.0}\
        """;
    Ready ready = Given.ready(ANTHROPIC_MESSAGES, ANTHROPIC, "claude-sonnet-4-6", body);

    assertThat(Given.text(ready.body()))
        .isEqualTo(
            """
            {"max_tokens": 7, "model":"claude-sonnet-4-6",
             "messages":[], "metadata":{"user_id":"u"}, "x_new":1.0}\
            """);
    assertThat(ready.outputTokenBound()).isEqualTo(7);
    assertThat(ready.promptTokenBound()).isEqualTo(ready.body().length);
  }

  @Test
  void boundsWhatIsNotText() {
    String body =
        """
        {"max_tokens":7,"model":"c","tools":[{"type":"bash_20250124","name":"bash"}],"messages":[
        {"role":"user","content":[{"type":"document","source":{"type":"url"}},{"type":"image"}]}]}\
        """;
    Ready ready = Given.ready(ANTHROPIC_MESSAGES, ANTHROPIC, "c", body);

    assertThat(ready.promptTokenBound())
        .isEqualTo(
            body.length() + PromptBound.DOCUMENT + PromptBound.IMAGE + 2 * PromptBound.TOOLS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"speed\":\"fast\"|speed",
        "\"inference_geo\":\"us\"|inference_geo",
        "\"mcp_servers\":[]|mcp_servers",
        "\"tools\":[{\"name\":\"f\"},{\"type\":\"web_search_20250305\"}]|tools[1].type",
      })
  void refusesWhatItsPricesDontCover(String field, String name) {
    String body = "{\"max_tokens\":7,\"model\":\"c\",\"messages\":[]," + field + "}";
    TranslatedRequest result = Given.translate(ANTHROPIC_MESSAGES, ANTHROPIC, "c", body, true);

    assertThat(((Unsupported) result).field()).isEqualTo(name);
  }

  @Test
  void restampsTheAnswer() {
    String body = Recordings.read("messages-to-anthropic").get("response").get("body").toString();
    Reply.Answer answer =
        (Reply.Answer)
            Translation.between(ANTHROPIC_MESSAGES, ANTHROPIC, Given.CLOCK)
                .complete(body.replace("claude-sonnet", "claude-sonnet-4-6").getBytes(UTF_8), "g");

    assertThat(Given.text(answer.body())).isEqualTo(body.replace("claude-sonnet", "g"));
    assertThat(answer.tokens()).isEqualTo(new Tokens(100, 0, 0, 0, 20, 0));
    assertThat(answer.providerModel()).isEqualTo("claude-sonnet-4-6");
  }
}
