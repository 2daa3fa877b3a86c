package dev.weir.gateway.pricing;

import dev.weir.gateway.core.Price;
import dev.weir.schemas.config.Capability;
import dev.weir.schemas.config.Mode;
import java.time.LocalDate;
import java.util.Map;

/**
 * What is published about a model.
 *
 * @param mode what it is for
 * @param maxInputTokens the longest prompt
 * @param maxOutputTokens the most it writes, reasoning included
 * @param capabilities what it is known to be able to do, or not to be
 * @param source page on which it was read
 * @param date of the copy of that page in which it was read
 */
public record ModelFacts(
    Price price,
    Mode mode,
    long maxInputTokens,
    long maxOutputTokens,
    Map<Capability, Boolean> capabilities,
    String source,
    LocalDate date) {
  public ModelFacts {
    capabilities = Map.copyOf(capabilities);
  }
}
