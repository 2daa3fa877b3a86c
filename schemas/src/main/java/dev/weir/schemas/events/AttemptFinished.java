package dev.weir.schemas.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt has ended. Its holds are those of the {@link AttemptStarted} with the same attempt id;
 * it settles in their windows.
 *
 * @param startedAt when the attempt started; decides the day it counts for
 * @param httpStatus the provider's status, 0 if there was none
 * @param error short code of what went wrong, such as {@code timeout}; null on success
 * @param chargedNanoUsd what is billed: the cost's total, or the hold for an orphan
 * @param priceVersion version of the price book
 * @param estimated true if the tokens were not the provider's own count
 * @param unpriced true if no price was known; chargedNanoUsd is then 0
 * @param latency from sending to the last byte
 * @param firstToken from sending to the first content; null unless streamed
 * @param cacheHit the answer came from the response cache, and from where it had that; null: from
 *     the provider
 */
public record AttemptFinished(
    String journal,
    long seq,
    Instant at,
    String epoch,
    String attempt,
    String call,
    int number,
    Payer payer,
    Route route,
    Instant startedAt,
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
    @JsonProperty("latencyNanos") Duration latency,
    @JsonProperty("firstTokenNanos") @Nullable Duration firstToken,
    @Nullable CacheHit cacheHit)
    implements LogEvent {}
