package dev.weir.schemas.events;

import java.time.Instant;

/**
 * The journal of an epoch is lost for good: what it holds is given up. Written by another journal,
 * to every partition; folded like {@link EpochClosed}.
 *
 * @param epoch the lost epoch
 * @param by who decided it
 */
public record EpochAbandoned(String journal, long seq, Instant at, String epoch, String by)
    implements LogEvent {}
