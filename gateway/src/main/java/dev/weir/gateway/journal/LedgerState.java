package dev.weir.gateway.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the ledger stands, for health and gauges.
 *
 * @param bytes of the journal on disk
 * @param capacityBytes at which new work is refused
 * @param unacknowledged events that Kafka has not acknowledged yet
 * @param oldestUnacknowledged age of the oldest of them; zero if there is none
 * @param openAttempts started, not finished
 * @param opened whether this epoch's opening is acknowledged in every partition
 * @param refusal why an attempt would be refused now; null: there is room
 * @param lastError what keeps the sender from shipping; null: nothing
 */
public record LedgerState(
    long bytes,
    long capacityBytes,
    long unacknowledged,
    Duration oldestUnacknowledged,
    int openAttempts,
    boolean opened,
    @Nullable String refusal,
    @Nullable String lastError) {}
