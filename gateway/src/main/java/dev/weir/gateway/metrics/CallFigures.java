package dev.weir.gateway.metrics;

import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client's request that was answered, with whatever.
 *
 * @param payer null: nobody that is known
 * @param requested the model group that the client asked for; empty: none that is known
 * @param route such as {@code /v1/chat/completions}
 * @param status that the client got
 * @param served by whom; null: by nobody
 * @param latency from the request to the end of the answer
 */
public record CallFigures(
    @Nullable Payer payer,
    String requested,
    String route,
    int status,
    @Nullable Route served,
    Duration latency) {}
