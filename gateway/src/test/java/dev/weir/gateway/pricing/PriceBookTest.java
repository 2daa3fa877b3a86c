package dev.weir.gateway.pricing;

import static dev.weir.gateway.core.Provider.ANTHROPIC;
import static dev.weir.gateway.core.Provider.AZURE;
import static dev.weir.gateway.core.Provider.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Recordings;
import dev.weir.gateway.api.Usage;
import dev.weir.gateway.core.Price;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.config.Mode;
import dev.weir.schemas.events.Tokens;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceBookTest {
  private static final PriceBook BOOK = PriceBook.bundled();
  private static final Pattern COUNTS = Pattern.compile("/b/[ua]-([0-9-]+)/");

  static List<JsonNode> pricedProbes() {
    return Recordings.probes("cost-goldens").stream()
        .filter(probe -> probe.hasNonNull("price_fields"))
        .filter(probe -> probe.get("response").get("headers").has("x-litellm-response-cost"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pricedProbes")
  void costsWhatLiteLlmRecorded_toTheNanoDollar(JsonNode probe) {
    String model = probe.get("upstream_model").textValue();
    Provider provider = model.startsWith("claude") ? ANTHROPIC : OPENAI;

    assertThat(price(provider, model).cost(tokens(probe)).totalNanoUsd())
        .isEqualTo(recordedNanos(probe));
  }

  /** LiteLLM's doubles carry noise in their last digits: 0.018000000000000002. */
  private static long recordedNanos(JsonNode probe) {
    String cost = probe.get("response").get("headers").get("x-litellm-response-cost").textValue();
    return new BigDecimal(cost).movePointRight(9).setScale(0, RoundingMode.HALF_EVEN).longValue();
  }

  private static Tokens tokens(JsonNode probe) {
    String path = probe.get("upstream").get(0).get("path").textValue();
    long[] counts =
        COUNTS.matcher(path).results().map(MatchResult::group).findFirst().stream()
            .flatMap(text -> Pattern.compile("\\d+").matcher(text).results())
            .mapToLong(result -> Long.parseLong(result.group()))
            .toArray();
    return path.startsWith("/b/a-")
        ? new Tokens(counts[0], counts[1], counts[2], counts[3], counts[4], 0)
        : new Tokens(counts[0] - counts[1], counts[1], 0, 0, counts[2], counts[3]);
  }

  @Test
  void agreesWithEveryRecordedPriceAndUsage() {
    for (JsonNode probe : pricedProbes()) {
      JsonNode usage = probe.get("response").get("body").get("usage");
      if (usage.has("prompt_tokens") && probe.get("upstream_model").textValue().startsWith("gpt")) {
        assertThat(Usage.chat(usage)).isEqualTo(tokens(probe));
      }
      if (usage.has("cache_creation")) {
        assertThat(Usage.message(usage, Tokens.NONE)).isEqualTo(tokens(probe));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gpt-4o", "gpt-4o-2024-08-06", "openai/gpt-4o", "openai/gpt-4o-2024-11-20"})
  void findsAModel_byItsNamesAndSnapshots(String model) {
    assertThat(price(OPENAI, model)).isEqualTo(price(OPENAI, "gpt-4o"));
    assertThat(price(OPENAI, model).inputPico()).isEqualTo(2_500_000);
  }

  @Test
  void keepsTheOlderPriceOfASnapshotThatHasOne() {
    assertThat(price(OPENAI, "gpt-4o-2024-05-13").inputPico()).isEqualTo(5_000_000);
  }

  @Test
  void findsAzureDeploymentsByTheirBaseModel() {
    assertThat(BOOK.price(AZURE, "my-deployment", null, null, Map.of())).isNull();
    assertThat(BOOK.price(AZURE, "my-deployment", "azure/gpt-4o-mini", null, Map.of()))
        .isEqualTo(price(OPENAI, "gpt-4o-mini"));
  }

  @Test
  void knowsTheModelsOfTheFixture() {
    assertThat(BOOK.find(ANTHROPIC, "claude-sonnet-4-6", null).maxOutputTokens())
        .isEqualTo(128_000);
    assertThat(BOOK.find(ANTHROPIC, "claude-haiku-4-5-20251001", null).maxOutputTokens())
        .isEqualTo(64_000);
    assertThat(BOOK.find(AZURE, "gpt-4o", null).maxOutputTokens()).isEqualTo(16_384);
  }

  @Test
  void hasNoPrice_whereNobodyGaveOne() {
    assertThat(BOOK.price(OPENAI, "some-model-nobody-knows", null, null, Map.of())).isNull();
    assertThat(
            BOOK.price(
                OPENAI,
                "unknown",
                null,
                null,
                Map.of("input_cost_per_token", new BigDecimal("1e-6"))))
        .isNull();
    assertThat(BOOK.price(ANTHROPIC, "gpt-4o", null, null, Map.of())).isNull();
  }

  @Test
  void needsNoPriceOfOutput_forEmbeddings() {
    var input = Map.of("input_cost_per_token", new BigDecimal("1e-7"));

    Price price = BOOK.price(OPENAI, "bge-m3", null, Mode.EMBEDDING, input);

    assertThat(price).isEqualTo(new Price("config", 100_000, 100_000, 100_000, 100_000, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"embeddings-basic", "embeddings-base64"})
  void costsWhatLiteLlmRecorded_forEmbeddings(String name) {
    JsonNode probe = Recordings.read(name);
    Tokens tokens = Usage.embeddings(probe.at("/response/body/usage"));

    assertThat(price(OPENAI, "text-embedding-3-small").cost(tokens).totalNanoUsd())
        .isEqualTo(recordedNanos(probe));
  }

  @Test
  void knowsOpenAisEmbeddings() {
    assertThat(price(OPENAI, "text-embedding-3-small").inputPico()).isEqualTo(20_000);
    assertThat(price(AZURE, "text-embedding-3-large").inputPico()).isEqualTo(130_000);
    assertThat(price(OPENAI, "text-embedding-ada-002").inputPico()).isEqualTo(100_000);
    assertThat(BOOK.find(OPENAI, "text-embedding-ada-002", null).mode()).isEqualTo(Mode.EMBEDDING);
    assertThat(BOOK.find(OPENAI, "gpt-4o", null).mode()).isEqualTo(Mode.CHAT);
  }

  @Test
  void takesPricesFromTheConfiguration_andTheRestFromTheBook() {
    Price price =
        BOOK.price(
            ANTHROPIC,
            "claude-sonnet-4-6",
            null,
            null,
            Map.of("output_cost_per_token", new BigDecimal("0.00001")));

    assertThat(price)
        .isEqualTo(new Price("config", 3_000_000, 300_000, 3_750_000, 6_000_000, 10_000_000));
  }

  @Test
  void takesTheInputPriceForCaches_whereNobodyGaveOne() {
    Price price =
        BOOK.price(
            OPENAI,
            "own-model",
            null,
            null,
            Map.of(
                "input_cost_per_token", new BigDecimal("2e-6"),
                "output_cost_per_token", new BigDecimal("0")));

    assertThat(price).isEqualTo(new Price("config", 2_000_000, 2_000_000, 2_000_000, 2_000_000, 0));
  }

  private static Price price(Provider provider, String model) {
    return BOOK.price(provider, model, null, null, Map.of());
  }
}
