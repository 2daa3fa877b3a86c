package dev.weir.gateway.metrics;

import dev.weir.gateway.core.Deployment;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that has ended.
 *
 * @param requested the model group that the client asked for
 * @param status the provider's, 0 if there was none
 * @param error short code of the failure; null: none
 * @param tokens as they are billed
 * @param chargedNanoUsd what it costs
 * @param latency from sending to the last byte
 * @param firstToken from sending to the first content; null unless streamed
 * @param overhead of the call so far, what was not the provider's; null: nobody can tell, for other
 *     attempts were made before
 */
public record AttemptFigures(
    Payer payer,
    Deployment deployment,
    String requested,
    Outcome outcome,
    int status,
    @Nullable String error,
    Tokens tokens,
    long chargedNanoUsd,
    Duration latency,
    @Nullable Duration firstToken,
    @Nullable Duration overhead) {}
