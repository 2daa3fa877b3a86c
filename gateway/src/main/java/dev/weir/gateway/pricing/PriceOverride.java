package dev.weir.gateway.pricing;

import dev.weir.gateway.core.Price;
import dev.weir.schemas.money.Money;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prices that the configuration gives, over those of the book. */
final class PriceOverride {
  private static final String VERSION = "config";
  private static final String INPUT = "input_cost_per_token";
  private static final String OUTPUT = "output_cost_per_token";
  private static final String CACHE_READ = "cache_read_input_token_cost";
  private static final String CACHE_WRITE_5M = "cache_creation_input_token_cost";
  private static final String CACHE_WRITE_1H = "cache_creation_input_token_cost_above_1hr";

  private PriceOverride() {}

  /**
   * @param silent whether the model writes nothing, so that output needs no price
   */
  static @Nullable Price apply(
      @Nullable Price book, boolean silent, Map<String, BigDecimal> overrides) {
    if (overrides.isEmpty()) {
      return book;
    }
    Long input = pico(overrides, INPUT, book == null ? null : book.inputPico());
    Long unsaid = silent ? (Long) 0L : null;
    Long output = pico(overrides, OUTPUT, book == null ? unsaid : (Long) book.outputPico());
    if (input == null || output == null) {
      return null;
    }
    return new Price(
        VERSION,
        input,
        pico(overrides, CACHE_READ, input, book == null ? null : book.cacheReadPico()),
        pico(overrides, CACHE_WRITE_5M, input, book == null ? null : book.cacheWrite5mPico()),
        pico(overrides, CACHE_WRITE_1H, input, book == null ? null : book.cacheWrite1hPico()),
        output);
  }

  private static long pico(
      Map<String, BigDecimal> overrides, String name, long input, @Nullable Long book) {
    Long price = pico(overrides, name, book);
    return price == null ? input : price;
  }

  private static @Nullable Long pico(
      Map<String, BigDecimal> overrides, String name, @Nullable Long otherwise) {
    BigDecimal usd = overrides.get(name);
    return usd == null ? otherwise : Long.valueOf(Money.picosFromUsd(usd));
  }
}
