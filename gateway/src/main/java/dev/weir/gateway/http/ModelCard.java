package dev.weir.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/models} says of a model group.
 *
 * @param group the model group behind the name
 * @param maxInputTokens null: not known
 * @param maxOutputTokens null: not known
 */
public record ModelCard(
    String name,
    String group,
    String mode,
    @Nullable Long maxInputTokens,
    @Nullable Long maxOutputTokens) {}
