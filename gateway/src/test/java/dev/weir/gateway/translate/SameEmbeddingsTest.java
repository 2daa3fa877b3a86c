package dev.weir.gateway.translate;

import static dev.weir.gateway.core.Protocol.ANTHROPIC_MESSAGES;
import static dev.weir.gateway.core.Protocol.OPENAI_CHAT;
import static dev.weir.gateway.core.Protocol.OPENAI_EMBEDDINGS;
import static dev.weir.gateway.core.Provider.ANTHROPIC;
import static dev.weir.gateway.core.Provider.AZURE;
import static dev.weir.gateway.core.Provider.OPENAI;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.Recordings;
import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.Provider;
import dev.weir.gateway.translate.TranslatedRequest.Ready;
import dev.weir.gateway.translate.TranslatedRequest.Unsupported;
import dev.weir.schemas.config.Mode;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameEmbeddingsTest {
  private static final Translation EMBEDDINGS =
      Translation.between(OPENAI_EMBEDDINGS, OPENAI, Given.CLOCK);

  private static Ready ready(String body) {
    return Given.ready(OPENAI_EMBEDDINGS, AZURE, "text-embedding-3-small", body);
  }

  @Test
  void changesNothingButTheModel_andCutsOutWhatIsForTheGateway() {
    String kept = " \"input\" : [\"sp\\u00e4\" , \"€\"],\t\"dimensions\":2.0e1,\"x\":null";

    Ready ready = ready("{\"model\":\"embed\"," + kept + ",\"num_retries\":3,\"metadata\":{}}");

    assertThat(Given.text(ready.body()))
        .isEqualTo("{\"model\":\"text-embedding-3-small\"," + kept + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"embeddings-basic", "embeddings-base64"})
  void sendsWhatLiteLlmSent(String name) {
    JsonNode recorded = Recordings.read(name);
    String body = Given.text(Json.write(recorded.at("/request/body")));

    assertThat(Given.json(ready(body).body())).isEqualTo(recorded.at("/upstream_requests/0/body"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"one\"|5|1",
        "\"sp\\u00e4t €\"|15|1",
        "[\"one\", \"two\"]|14|2",
        "[1,22,333]|3|1",
        "[ [1,22] , [333] ]|3|2"
      })
  void boundsTokens_byBytesOfTexts_andNumbersOfIds(String input, long bound, int vectors)
      throws Exception {
    String body = "{\"model\":\"m\",\"input\":" + input + ",\"user\":\"somebody\"}";

    Ready ready = ready(body);

    assertThat(ready.promptTokenBound()).isEqualTo(bound);
    assertThat(ready.outputTokenBound()).isZero();
    byte[] bytes = body.getBytes(UTF_8);
    assertThat(EmbeddingInput.in(bytes, ObjectSplicer.of(bytes).field("input")).count())
        .isEqualTo(vectors);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[[]]",
        "[[1],[]]",
        "[\"a\",1]",
        "[1,\"a\"]",
        "[1,1.5]",
        "[[1],2]",
        "[[\"a\"]]",
        "{}",
        "1",
        "true",
        "[null]",
        "[{\"type\":\"image_url\"}]",
        "[[[1]]]"
      })
  void refusesWhatIsNoInput(String input) {
    String body = "{\"model\":\"m\",\"input\":" + input + "}";

    assertThat(Given.translate(OPENAI_EMBEDDINGS, OPENAI, "m", body, false))
        .isEqualTo(
            new Unsupported(
                "input",
                "'input' must be a string, a list of strings, a list of token ids, or a list of"
                    + " lists of token ids, and not empty."));
  }

  @Test
  void restampsTheAnswer_andKeepsTheRest() {
    String body =
        """
        {"object":"list", "data":[{"embedding":[0.10,-2e-3]}],"model": "text-embedding-3-small",
         "usage":{"prompt_tokens":16,"total_tokens":16}}\
        """;
    var answer = (Reply.Answer) EMBEDDINGS.complete(body.getBytes(UTF_8), "embed");

    assertThat(Given.text(answer.body()))
        .isEqualTo(body.replace("\"text-embedding-3-small\"", "\"embed\""));
    assertThat(answer.tokens()).isEqualTo(new Tokens(16, 0, 0, 0, 0, 0));
    assertThat(answer.usageKnown()).isTrue();
    assertThat(answer.providerModel()).isEqualTo("text-embedding-3-small");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"usage\":null", ",\"usage\":{\"prompt_tokens\":\"many\"}"})
  void doesNotKnowWhatNobodyCounted(String usage) {
    byte[] body = ("{\"data\":[{}]" + usage + "}").getBytes(UTF_8);

    Reply reply = EMBEDDINGS.complete(body, "g");

    assertThat(reply).isInstanceOf(Reply.Answer.class);
    assertThat(reply.usageKnown()).isFalse();
  }

  @Test
  void takesAnAnswerWithoutVectorForBroken_butNotForFree() {
    byte[] body = "{\"data\":[],\"usage\":{\"prompt_tokens\":9}}".getBytes(UTF_8);

    Reply reply = EMBEDDINGS.complete(body, "g");

    assertThat(reply).isInstanceOf(Reply.Broken.class);
    assertThat(reply.tokens()).isEqualTo(new Tokens(9, 0, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "OPENAI_EMBEDDINGS|ANTHROPIC|-|Anthropic has no embeddings: ask a model of another"
            + " provider.",
        "OPENAI_EMBEDDINGS|OPENAI|CHAT|The model group `group` is for chat, not for embeddings:"
            + " call /v1/chat/completions or /v1/messages.",
        "OPENAI_CHAT|AZURE|EMBEDDING|The model group `group` is for embeddings, not for chat: call"
            + " /v1/embeddings.",
        "ANTHROPIC_MESSAGES|OPENAI|EMBEDDING|The model group `group` is for embeddings, not for"
            + " chat: call /v1/embeddings."
      })
  void refusesWhatADeploymentIsNotFor(
      Protocol client, Provider provider, Mode mode, String message) {
    Candidate candidate = candidate(provider, mode);
    String body = "{\"model\":\"m\",\"input\":\"a\",\"messages\":[],\"max_tokens\":1}";

    TranslatedRequest request =
        Translation.between(client, candidate, Given.CLOCK)
            .request(Given.request(client, body), candidate.deployment(), true);

    assertThat(request).isEqualTo(new Unsupported("model", message));
  }

  @Test
  void translates_whereTheModelFits_orNobodyKnows() {
    assertThat(Translation.between(OPENAI_EMBEDDINGS, candidate(AZURE, null), Given.CLOCK))
        .isInstanceOf(SameEmbeddings.class);
    assertThat(
            Translation.between(OPENAI_EMBEDDINGS, candidate(OPENAI, Mode.EMBEDDING), Given.CLOCK))
        .isInstanceOf(SameEmbeddings.class);
    assertThat(Translation.between(OPENAI_CHAT, candidate(OPENAI, Mode.CHAT), Given.CLOCK))
        .isInstanceOf(SameChat.class);
    assertThat(Translation.between(ANTHROPIC_MESSAGES, candidate(ANTHROPIC, null), Given.CLOCK))
        .isInstanceOf(SameMessages.class);
  }

  private static Candidate candidate(Provider provider, Mode mode) {
    Candidate plain = Candidate.of(Given.deployment(provider, "m"), Duration.ofMinutes(1));
    return new Candidate(
        plain.deployment(),
        plain.preference(),
        plain.limits(),
        plain.timeouts(),
        null,
        false,
        plain.breaker(),
        new Candidate.Facts(mode, null, null, Map.of()),
        null);
  }
}
