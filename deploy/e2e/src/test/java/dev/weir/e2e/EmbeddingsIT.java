package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.Break;
import dev.weir.provider.Protocol;
import dev.weir.provider.Usage;
import dev.weir.schemas.events.AttemptFinished;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Embeddings on the whole system: official SDK, bills, budgets, fallbacks, the cache. */
final class EmbeddingsIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final String SMALL = "text-embedding-3-small";
  private static final Behaviour.Answer ANSWER = Behaviour.Answer.of(Usage.of(1_000, 7));
  private static final String TEXT = "one word ".repeat(111) + "!";

  private Node.Key key;

  @BeforeEach
  void mint() {
    key = WEIR.a().mint(Map.of("max_budget", 1));
    WEIR.provider().script(ANSWER);
  }

  @ParameterizedTest
  @CsvSource({
    "embed, float",
    "embed, base64",
    "embed, ",
    "azure-embed, float",
  })
  void answersOpenAisSdk(String group, String encoding) {
    var params =
        EmbeddingCreateParams.builder().model(group).inputOfArrayOfStrings(List.of("one", "two"));
    if (encoding != null) {
      params.encodingFormat(EncodingFormat.of(encoding));
    }

    CreateEmbeddingResponse response = embed(params.build());

    assertThat(response.model()).isEqualTo(group);
    assertThat(response.usage().promptTokens()).isEqualTo(1_000);
    assertThat(response.data()).hasSize(2);
    assertThat(response.data().getFirst().embedding()).hasSize(1_536).startsWith(-0.5f);
    assertThat(response.data().getLast().embedding()).hasSize(1_536).startsWith(-0.49658203f);
    assertBilled(1);
  }

  private CreateEmbeddingResponse embed(EmbeddingCreateParams params) {
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(WEIR.a().master().base() + "/v1")
            .apiKey(key.secret())
            .maxRetries(0)
            .build();
    try {
      return client.embeddings().create(params);
    } finally {
      client.close();
    }
  }

  /** At the provider, in the log, and in what the key's owner sees, to the nano-dollar. */
  private void assertBilled(int times) {
    assertThat(WEIR.provider().ledger()).hasSize(times);
    long billed = PriceTable.nanoUsd(WEIR.provider().ledger());
    await()
        .atMost(20, SECONDS)
        .pollInterval(50, MILLISECONDS)
        .untilAsserted(() -> assertThat(WEIR.a().spent(key)).isEqualTo(billed));
    List<AttemptFinished> finished = WEIR.cluster().ledger().finished(key);
    assertThat(finished).noneMatch(AttemptFinished::estimated);
    assertThat(finished.stream().mapToLong(AttemptFinished::chargedNanoUsd).sum())
        .isEqualTo(billed);
  }

  @Test
  void stopsAtABudget_beforeItIsPassed() {
    key = WEIR.a().mint(Map.of("max_budget", 0.00005));

    // Each costs 20,000 nano-USD and holds 40 more.
    assertThat(post(TEXT).status()).isEqualTo(200);
    assertThat(post(TEXT).status()).isEqualTo(200);
    Answer third = post(TEXT);

    assertThat(third.status()).as(third.text()).isEqualTo(402);
    assertThat(third.error().path("type").asText()).isEqualTo("budget_exceeded");
    assertThat(third.header("x-should-retry")).isEqualTo("false");
    assertBilled(2);
    assertThat(WEIR.a().spent(key)).isEqualTo(40_000);
  }

  private Answer post(String text) {
    return WEIR.a().as(key).post(Calls.embeddings("embed", text).with("num_retries", 0));
  }

  @Test
  void fallsBackToAzure_afterAServerError() {
    WEIR.provider().script(SMALL, Refuse.status(500));

    Answer answer = post(TEXT);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("x-litellm-model-group")).isEqualTo("azure-embed");
    assertThat(answer.header("x-litellm-attempted-fallbacks")).isEqualTo("1");
    assertThat(answer.header("x-litellm-response-cost")).isEqualTo("0.00013");
    assertThat(WEIR.provider().ledger())
        .singleElement()
        .satisfies(bill -> assertThat(bill.protocol()).isEqualTo(Protocol.AZURE));
    assertBilled(1);
  }

  @Test
  void paysAlsoForAnAnswerThatBrokeOff_andFallsBack() {
    WEIR.provider().script(SMALL, new Behaviour.Broken(Break.CUT, 0, ANSWER));

    Answer answer = post(TEXT);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("x-litellm-model-group")).isEqualTo("azure-embed");
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() ->
            assertThat(WEIR.cluster().ledger().finished(key))
                .satisfiesExactlyInAnyOrder(
                    cut -> {
                      assertThat(cut.estimated()).isTrue();
                      assertThat(cut.chargedNanoUsd()).isEqualTo(20 * (TEXT.length() + 2L));
                    },
                    whole -> assertThat(whole.chargedNanoUsd()).isEqualTo(130_000)));
  }

  @Test
  void givesAStoredAnswer_onAnotherNode_forNothing() {
    Calls.Request request =
        Calls.embeddings("embed", "stored once").with("cache", Map.of("use-cache", true));
    await().atMost(10, SECONDS).until(() -> WEIR.b().as(key).get("/v1/models").status() == 200);
    Answer first = WEIR.a().as(key).post(request);

    Answer again =
        await()
            .atMost(10, SECONDS)
            .pollInterval(20, MILLISECONDS)
            .until(
                () -> WEIR.b().as(key).post(request),
                answer -> answer.header("x-weir-cache").equals("hit"));

    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("x-litellm-response-cost")).isEqualTo("0");
  }

  @Test
  void refusesAModelForChat_byName() {
    Answer answer = WEIR.a().as(key).post(Calls.embeddings("claude-sonnet", "x"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("message").asText())
        .startsWith("The model group `claude-sonnet` is for chat, not for embeddings");
    assertThat(WEIR.provider().attempts()).isEmpty();
  }
}
