package dev.weir.gateway.pricing;

import dev.weir.gateway.core.Price;
import java.time.LocalDate;

/**
 * What is published about a model.
 *
 * @param maxInputTokens the longest prompt
 * @param maxOutputTokens the most it writes, reasoning included
 * @param source page on which it was read
 * @param date of the copy of that page in which it was read
 */
public record ModelFacts(
    Price price, long maxInputTokens, long maxOutputTokens, String source, LocalDate date) {}
