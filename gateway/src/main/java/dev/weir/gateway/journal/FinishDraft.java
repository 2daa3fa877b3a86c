package dev.weir.gateway.journal;

import dev.weir.schemas.events.CacheHit;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended; {@link Ledger#finish} makes an {@code AttemptFinished} of it. The fields
 * are that event's.
 */
public record FinishDraft(
    Outcome outcome,
    int httpStatus,
    @Nullable String error,
    boolean stream,
    Tokens tokens,
    Cost cost,
    long chargedNanoUsd,
    String priceVersion,
    boolean estimated,
    boolean unpriced,
    Duration latency,
    @Nullable Duration firstToken,
    @Nullable CacheHit cacheHit) {}
