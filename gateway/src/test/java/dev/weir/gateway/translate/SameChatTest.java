package dev.weir.gateway.translate;

import static dev.weir.gateway.core.Protocol.OPENAI_CHAT;
import static dev.weir.gateway.core.Provider.AZURE;
import static dev.weir.gateway.core.Provider.OPENAI;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Failure;
import dev.weir.gateway.translate.TranslatedRequest.Ready;
import dev.weir.gateway.translate.TranslatedRequest.Unsupported;
import dev.weir.schemas.events.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameChatTest {
  private static final Translation CHAT = Translation.between(OPENAI_CHAT, OPENAI, Given.CLOCK);

  @Test
  void changesNothingButTheModel() {
    String body =
        """
        { "x_unknown" : [1.00, 1e3 , {"model":"inner"}],\t"model":"gpt-4o",
          "messages":[ {"role":"user","content":"sp\\u00e4\\u00DF €"} ] , "temperature":0.70 }
        """;

    assertThat(upstream(body))
        .isEqualTo(body.replace("\"model\":\"gpt-4o\"", "\"model\":\"gpt-4o-2024-08-06\""));
  }

  @Test
  void keepsEveryByteOfTheOthers_whateverFieldsAreCutOut() {
    List<String> kept =
        List.of(
            "\"model\" :  \"asked\"",
            "\"messages\":[]",
            "\"a\" : 1.50",
            "\"b\":\"}\\\"\"",
            "\"\\u0063\": null");
    List<String> cut =
        List.of(
            "\"num_retries\":3",
            "\"metadata\":{\"tags\":[\"a\"]}",
            "\"mock_testing_fallbacks\":true",
            "\"t\\u0061gs\":[]");
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<String> fields = new ArrayList<>(kept);
      cut.stream().filter(_ -> random.nextBoolean()).forEach(fields::add);
      Collections.shuffle(fields, random);
      List<String> expected = new ArrayList<>(fields);
      expected.removeAll(cut);

      assertThat(upstream("{" + String.join(",", fields) + "}"))
          .as("seed %d", seed)
          .isEqualTo("{" + String.join(",", expected).replace("asked", "gpt-4o-2024-08-06") + "}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"stream\":true,REST}|{\"stream\":true,REST,\"stream_options\":{\"include_usage\":true}}",
        "{\"stream\":true,\"stream_options\":null,REST}"
            + "|{\"stream\":true,REST,\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":{ \"a\":1 },\"stream\":true,REST}"
            + "|{\"stream_options\":{ \"a\":1,\"include_usage\":true },\"stream\":true,REST}",
        "{\"stream_options\":{},\"stream\":true,REST}"
            + "|{\"stream_options\":{\"include_usage\":true},\"stream\":true,REST}",
        "{\"stream_options\":{\"include_usage\":false},\"stream\":true,REST}"
            + "|{\"stream_options\":{\"include_usage\":true},\"stream\":true,REST}",
        "{\"stream\":false,REST}|{\"stream\":false,REST}",
      })
  void asksForUsageInEveryStream(String body, String expected) {
    assertThat(upstream(body.replace("REST", "\"model\":\"m\",\"messages\":[]")))
        .isEqualTo(expected.replace("REST", "\"model\":\"gpt-4o-2024-08-06\",\"messages\":[]"));
  }

  @Test
  void boundsTokens_byBytesPartsAndMaximum() {
    String body =
        """
        {"model":"m","n":3,"max_tokens":10,"messages":[{"role":"user","content":[
        {"type":"image_url","image_url":{"url":"https://x"}},{"type":"text","text":"image_url"}]}]}\
        """;
    Ready ready = Given.ready(OPENAI_CHAT, AZURE, "m", body);

    assertThat(ready.promptTokenBound()).isEqualTo(body.length() + PromptBound.IMAGE);
    assertThat(ready.outputTokenBound()).isEqualTo(30);
  }

  @Test
  void boundsOutput_byTheModelWhereTheClientGivesNone() {
    Ready ready =
        Given.ready(OPENAI_CHAT, OPENAI, "m", "{\"model\":\"m\",\"messages\":[],\"n\":2}");

    assertThat(ready.outputTokenBound()).isEqualTo(256_000);
  }

  @Test
  void refusesWhatItsPricesDontCover() {
    String body = "{\"model\":\"m\",\"messages\":[],\"service_tier\":\"priority\"}";

    assertThat(Given.translate(OPENAI_CHAT, OPENAI, "m", body, true))
        .isEqualTo(
            new Unsupported(
                "service_tier", "'service_tier' has a price that this gateway does not know yet."));
  }

  @Test
  void restampsTheAnswer_andKeepsTheRest() {
    String body =
        """
        {"id":"c", "model": "gpt-4o-2024-08-06","x_new":1.0,"choices":[{"index":0}],
         "usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,
         "prompt_tokens_details":{"cached_tokens":40},"completion_tokens_details":{"reasoning_tokens":5}}}\
        """;
    Reply.Answer answer = (Reply.Answer) CHAT.complete(body.getBytes(UTF_8), "my \"group\"");

    assertThat(Given.text(answer.body()))
        .isEqualTo(body.replace("\"gpt-4o-2024-08-06\"", "\"my \\\"group\\\"\""));
    assertThat(answer.tokens()).isEqualTo(new Tokens(60, 40, 0, 0, 20, 5));
    assertThat(answer.usageKnown()).isTrue();
    assertThat(answer.providerModel()).isEqualTo("gpt-4o-2024-08-06");
  }

  @Test
  void takesAnAnswerWithoutChoiceForBroken_butNotForFree() {
    String body =
        "{\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}";
    Reply reply = CHAT.complete(body.getBytes(UTF_8), "g");

    assertThat(reply).isInstanceOf(Reply.Broken.class);
    assertThat(reply.tokens()).isEqualTo(new Tokens(9, 0, 0, 0, 1, 0));
    assertThat(reply.usageKnown()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"''", "<html>", "[]", "{\"choices\":"})
  void takesWhatIsNotJsonForBroken(String body) {
    Reply.Broken broken = (Reply.Broken) CHAT.complete(body.getBytes(UTF_8), "g");

    assertThat(broken.failure().kind()).isEqualTo(Failure.Kind.BROKEN_ANSWER);
    assertThat(broken.usageKnown()).isFalse();
  }

  private static String upstream(String body) {
    return Given.text(Given.ready(OPENAI_CHAT, OPENAI, "gpt-4o-2024-08-06", body).body());
  }
}
