package dev.weir.gateway.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.gateway.core.Price;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.config.Capability;
import dev.weir.schemas.config.Mode;
import dev.weir.schemas.money.Money;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * List prices of common models, as their providers publish them. Azure's are OpenAI's (global
 * deployments). Immutable.
 */
public final class PriceBook {
  private static final String RESOURCE = "prices.json";

  /** Providers name a snapshot by appending its date: -2024-08-06, -20251001. */
  private static final Pattern SNAPSHOT = Pattern.compile("-(\\d{4}-\\d{2}-\\d{2}|\\d{8}|latest)$");

  /** Prices are published per million tokens. */
  private static final int MILLION_DIGITS = 6;

  private final String version;
  private final Map<String, ModelFacts> models;

  private PriceBook(String version, Map<String, ModelFacts> models) {
    this.version = version;
    this.models = Map.copyOf(models);
  }

  /** The book that comes with this release. */
  public static PriceBook bundled() {
    try (InputStream in =
        Objects.requireNonNull(PriceBook.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return read(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Version of the book: the day on which it was last checked. */
  public String version() {
    return version;
  }

  /**
   * What is known of a model: looked up by {@code baseModel} if given, else by its name, each first
   * as written and then without the date of a snapshot.
   *
   * @param baseModel {@code model_info.base_model}, for Azure deployments named otherwise
   * @return null: unknown
   */
  public @Nullable ModelFacts find(Provider provider, String model, @Nullable String baseModel) {
    ModelFacts facts = baseModel == null ? null : find(provider, baseModel);
    return facts == null ? find(provider, model) : facts;
  }

  /**
   * Price of a deployment.
   *
   * @param mode what it is for; null: unknown
   * @param overrides USD by the names of LiteLLM's cost map; they win. What they leave out is the
   *     book's; a cache price that nobody gives is the input price, and embeddings have no output.
   * @return null: unknown, because input or output has no price
   */
  public @Nullable Price price(
      Provider provider,
      String model,
      @Nullable String baseModel,
      @Nullable Mode mode,
      Map<String, BigDecimal> overrides) {
    ModelFacts facts = find(provider, model, baseModel);
    return PriceOverride.apply(
        facts == null ? null : facts.price(), mode == Mode.EMBEDDING, overrides);
  }

  private @Nullable ModelFacts find(Provider provider, String name) {
    String vendor =
        switch (provider) {
          case OPENAI, AZURE -> "openai/";
          case ANTHROPIC -> "anthropic/";
        };
    String model = name.substring(name.lastIndexOf('/') + 1);
    ModelFacts facts = models.get(vendor + model);
    return facts == null ? models.get(vendor + SNAPSHOT.matcher(model).replaceFirst("")) : facts;
  }

  private static PriceBook read(JsonNode book) {
    String version = book.required("version").textValue();
    Map<String, ModelFacts> models = new HashMap<>();
    for (JsonNode entry : book.required("models")) {
      ModelFacts facts = facts(version, entry, book.required("sources"));
      String vendor = entry.required("vendor").textValue() + "/";
      for (JsonNode name : entry.required("names")) {
        if (models.put(vendor + name.textValue(), facts) != null) {
          throw new IllegalStateException(name + " stands twice in the price book");
        }
      }
    }
    return new PriceBook(version, models);
  }

  private static ModelFacts facts(String version, JsonNode entry, JsonNode sources) {
    long input = pico(entry.required("input"));
    long cacheRead = entry.has("cacheRead") ? pico(entry.get("cacheRead")) : input;
    long write5m = entry.has("cacheWrite5m") ? pico(entry.get("cacheWrite5m")) : input;
    long write1h = entry.has("cacheWrite1h") ? pico(entry.get("cacheWrite1h")) : input;
    return new ModelFacts(
        new Price(version, input, cacheRead, write5m, write1h, pico(entry.required("output"))),
        Mode.valueOf(entry.path("mode").asText("chat").toUpperCase(Locale.ROOT)),
        entry.required("maxInput").longValue(),
        entry.required("maxOutput").longValue(),
        capabilities(entry),
        sources.required(entry.required("source").textValue()).textValue(),
        LocalDate.parse(entry.required("date").textValue()));
  }

  private static Map<Capability, Boolean> capabilities(JsonNode entry) {
    var capabilities = new EnumMap<Capability, Boolean>(Capability.class);
    entry.path("can").forEach(name -> capabilities.put(capability(name), true));
    entry.path("cannot").forEach(name -> capabilities.put(capability(name), false));
    return capabilities;
  }

  private static Capability capability(JsonNode name) {
    return Capability.valueOf(name.textValue().toUpperCase(Locale.ROOT));
  }

  /** Text and not a number in the file: no reader may make a double of a price. */
  private static long pico(JsonNode perMillion) {
    return Money.picosFromUsd(new BigDecimal(perMillion.textValue()).movePointLeft(MILLION_DIGITS));
  }
}
