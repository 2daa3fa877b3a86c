package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Behaviour.Answer;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.Bill;
import dev.weir.provider.Usage;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A stream breaks off and another provider goes on: one answer for the official SDKs, which put it
 * together event by event; two attempts in the ledger, at what the providers bill.
 */
final class StreamRecoveryIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final Answer BEGINS =
      new Answer(Usage.of(90, 30), "A weir is a low dam across a river that holds water.");
  private static final Answer GOES_ON =
      new Answer(Usage.of(120, 9), "a low dam across a river, and no lock.");
  private static final String WHOLE = "A weir is a low dam across a river, and no lock.";
  private static final int WORDS = 9;

  private Node.Key key;

  @BeforeEach
  void aKeyThatWantsIt() {
    var metadata = Map.of("stream_recovery", "continue");
    key = WEIR.a().mint(Map.of("max_budget", 1, "metadata", metadata));
    WEIR.provider().script(GOES_ON);
  }

  /** From OpenAI to Azure, and from Anthropic to OpenAI. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"cut, gpt-4o", "error, gpt-4o", "cut, claude-sonnet", "error, claude-sonnet"})
  void openAisSdkGetsOneAnswer(String how, String group) {
    WEIR.provider().next(model(group), 1, broken(how));
    var client =
        OpenAIOkHttpClient.builder()
            .baseUrl(WEIR.a().master().base() + "/v1")
            .apiKey(key.secret())
            .maxRetries(0)
            .build();
    var request =
        ChatCompletionCreateParams.builder()
            .model(group)
            .maxCompletionTokens(50)
            .addUserMessage("What is a weir?")
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .putAdditionalBodyProperty("num_retries", com.openai.core.JsonValue.from(0))
            .build();
    var whole = ChatCompletionAccumulator.create();

    try (var stream = client.chat().completions().createStreaming(request)) {
      stream.stream().forEach(whole::accumulate);
    } finally {
      client.close();
    }

    var answer = whole.chatCompletion();
    assertThat(answer.choices()).hasSize(1);
    assertThat(answer.choices().getFirst().message().content()).contains(WHOLE);
    assertThat(answer.choices().getFirst().finishReason().asString()).isEqualTo("stop");
    assertThat(answer.model()).isEqualTo(group);
    var usage = answer.usage().orElseThrow();
    assertBoth(group, usage.promptTokens(), usage.completionTokens());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"cut, gpt-4o", "error, gpt-4o", "cut, claude-sonnet", "error, claude-sonnet"})
  void anthropicsSdkGetsOneAnswer(String how, String group) {
    WEIR.provider().next(model(group), 1, broken(how));
    var client =
        AnthropicOkHttpClient.builder()
            .baseUrl(WEIR.b().master().base().toString())
            .apiKey(key.secret())
            .maxRetries(0)
            .build();
    var request =
        MessageCreateParams.builder()
            .model(group)
            .maxTokens(50)
            .addUserMessage("What is a weir?")
            .putAdditionalBodyProperty("num_retries", com.anthropic.core.JsonValue.from(0))
            .build();
    var whole = MessageAccumulator.create();

    try (var stream = client.messages().createStreaming(request)) {
      stream.stream().forEach(whole::accumulate);
    } finally {
      client.close();
    }

    var answer = whole.message();
    assertThat(answer.content()).hasSize(1);
    assertThat(answer.content().getFirst().asText().text()).isEqualTo(WHOLE);
    assertThat(answer.stopReason().orElseThrow().asString()).isEqualTo("end_turn");
    assertBoth(group, null, answer.usage().outputTokens());
  }

  /** The continuation to the nano-dollar; what broke off at no less than its bill, as always. */
  private void assertBoth(String group, Long prompt, long output) {
    await().atMost(20, SECONDS).until(() -> WEIR.cluster().ledger().finished(key).size() == 2);
    List<AttemptFinished> both = WEIR.cluster().ledger().finished(key);
    List<Bill> bills = WEIR.provider().ledger();
    assertThat(both)
        .extracting(AttemptFinished::outcome)
        .containsExactlyInAnyOrder(Outcome.CUT, Outcome.SUCCEEDED);
    AttemptFinished cut = only(both, Outcome.CUT);
    AttemptFinished end = only(both, Outcome.SUCCEEDED);
    assertThat(bills).hasSize(2);
    assertThat(cut.route().group()).isEqualTo(group);
    assertThat(cut.chargedNanoUsd()).isGreaterThanOrEqualTo(PriceTable.nanoUsd(bills.getFirst()));
    assertThat(end.chargedNanoUsd()).isEqualTo(PriceTable.nanoUsd(bills.getLast()));
    assertThat(end.estimated()).isFalse();
    assertThat(output).isEqualTo(cut.tokens().output() + end.tokens().output());
    if (prompt != null) {
      assertThat(prompt).isEqualTo(cut.tokens().prompt() + end.tokens().prompt());
    }
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> assertThat(WEIR.a().spent(key)).isEqualTo(WeirLedger.charged(both)));
  }

  private static AttemptFinished only(List<AttemptFinished> both, Outcome outcome) {
    return both.stream().filter(it -> it.outcome() == outcome).findFirst().orElseThrow();
  }

  private static Behaviour broken(String how) {
    return how.equals("cut")
        ? BEGINS.cutAfter(WORDS)
        : new Behaviour.ErrorAfter(WORDS, Refuse.status(503), BEGINS);
  }

  private static String model(String group) {
    return group.equals("gpt-4o") ? "gpt-4o" : "claude-sonnet-4-6";
  }
}
