package dev.weir.schemas.events;

import java.time.Instant;

/**
 * A node has begun a life. Stands in every partition, acknowledged, before its first lease.
 *
 * @param node name of the node, for people
 */
public record EpochOpened(String journal, long seq, Instant at, String epoch, String node)
    implements LogEvent {}
