package dev.weir.schemas.events;

import org.jspecify.annotations.Nullable;

/**
 * What an owner may spend.
 *
 * @param limitNanoUsd the most per window; 0 blocks
 * @param duration LiteLLM's text, such as {@code 30d}; null means one window that never ends
 * @param generation grows when spend is reset
 */
public record BudgetTerms(long limitNanoUsd, @Nullable String duration, int generation) {}
