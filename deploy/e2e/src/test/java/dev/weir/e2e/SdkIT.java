package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Usage;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official SDKs with nothing changed but the base URL, on all three providers. */
final class SdkIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final Usage USAGE = Usage.of(11, 4);
  private static final String TEXT = "four words of text";

  private Node.Key key;
  private Runnable close;

  @BeforeEach
  void mint() {
    key = WEIR.a().mint(Map.of("max_budget", 1));
    WEIR.provider().script(new Behaviour.Answer(USAGE, TEXT));
  }

  @AfterEach
  void closeTheClient() {
    close.run();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o", "azure-gpt4", "claude-sonnet", "production-llm"})
  void answersOpenAisSdk(String group) {
    var completion = openAi(WEIR.b()).chat().completions().create(chat(group).build());

    assertThat(completion.choices().getFirst().message().content()).contains(TEXT);
    assertThat(completion.model()).isEqualTo(group);
    assertThat(completion.usage().orElseThrow().promptTokens()).isEqualTo(USAGE.prompt());
    assertThat(completion.usage().orElseThrow().completionTokens()).isEqualTo(USAGE.output());
    assertBilledOnce();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o", "azure-gpt4", "claude-sonnet", "production-llm"})
  void streamsToOpenAisSdk(String group) {
    try (var stream = openAi(WEIR.a()).chat().completions().createStreaming(chat(group).build())) {
      String text =
          stream.stream()
              .flatMap(chunk -> chunk.choices().stream())
              .flatMap(choice -> choice.delta().content().stream())
              .collect(Collectors.joining());

      assertThat(text).isEqualTo(TEXT);
    }
    assertBilledOnce();
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-haiku", "gpt-4o", "azure-gpt4"})
  void answersAnthropicsSdk(String group) {
    var message = anthropic(WEIR.b()).messages().create(message(group).build());

    assertThat(message.content().getFirst().asText().text()).isEqualTo(TEXT);
    assertThat(message.model().asString()).isEqualTo(group);
    assertThat(message.usage().inputTokens()).isEqualTo(USAGE.prompt());
    assertThat(message.usage().outputTokens()).isEqualTo(USAGE.output());
    assertBilledOnce();
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-haiku", "gpt-4o", "azure-gpt4"})
  void streamsToAnthropicsSdk(String group) {
    try (var stream = anthropic(WEIR.a()).messages().createStreaming(message(group).build())) {
      String text =
          stream.stream()
              .flatMap(event -> event.contentBlockDelta().stream())
              .flatMap(event -> event.delta().text().stream())
              .map(delta -> delta.text())
              .collect(Collectors.joining());

      assertThat(text).isEqualTo(TEXT);
    }
    assertBilledOnce();
  }

  private OpenAIClient openAi(Node node) {
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(node.master().base() + "/v1")
            .apiKey(key.secret())
            .maxRetries(0)
            .build();
    close = client::close;
    return client;
  }

  private AnthropicClient anthropic(Node node) {
    AnthropicClient client =
        AnthropicOkHttpClient.builder()
            .baseUrl(node.master().base().toString())
            .apiKey(key.secret())
            .maxRetries(0)
            .build();
    close = client::close;
    return client;
  }

  private static ChatCompletionCreateParams.Builder chat(String group) {
    return ChatCompletionCreateParams.builder()
        .model(group)
        .maxCompletionTokens(50)
        .addSystemMessage("You count.")
        .addUserMessage("What is a weir?");
  }

  private static MessageCreateParams.Builder message(String group) {
    return MessageCreateParams.builder()
        .model(group)
        .maxTokens(50)
        .system("You count.")
        .addUserMessage("What is a weir?");
  }

  /** At the provider, in the log, and in what the key's owner sees. */
  private void assertBilledOnce() {
    assertThat(WEIR.provider().ledger()).hasSize(1);
    long billed = PriceTable.nanoUsd(WEIR.provider().ledger());
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> assertThat(WEIR.a().spent(key)).isEqualTo(billed));
    assertThat(WEIR.cluster().ledger().finished(key))
        .singleElement()
        .satisfies(attempt -> {
          assertThat(attempt.chargedNanoUsd()).isEqualTo(billed);
          assertThat(attempt.estimated()).isFalse();
        });
  }
}
