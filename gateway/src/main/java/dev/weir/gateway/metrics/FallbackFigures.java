package dev.weir.gateway.metrics;

import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.events.Payer;
import org.jspecify.annotations.Nullable;

/**
 * A group that was fallen back to.
 *
 * @param requested the model group that the client asked for
 * @param fallback the other group
 * @param provider where the first failure happened; null: nowhere, it was simulated
 * @param why the first failure
 * @param answered whether the other group answered
 */
public record FallbackFigures(
    Payer payer,
    String requested,
    String fallback,
    @Nullable Provider provider,
    Failure why,
    boolean answered) {}
