package dev.weir.gateway.pipeline;

import dev.weir.gateway.metrics.GatewayMetrics;
import dev.weir.gateway.provider.ProviderClient;
import dev.weir.gateway.quota.BudgetPlane;
import dev.weir.gateway.quota.rate.RatePlane;
import dev.weir.gateway.routing.Traffic;
import dev.weir.gateway.translate.ProviderErrors;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What an attempt goes through.
 *
 * @param nanos a clock for latencies, in nanoseconds
 * @param connect until a connection to a provider stands
 * @param idle between two pieces of an answer that has begun
 */
public record Stages(
    BudgetPlane budgets,
    RatePlane rates,
    AttemptLog log,
    ProviderClient providers,
    Traffic traffic,
    ProviderErrors errors,
    GatewayMetrics metrics,
    InstantSource clock,
    LongSupplier nanos,
    Duration connect,
    Duration idle) {}
