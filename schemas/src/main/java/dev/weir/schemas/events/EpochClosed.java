package dev.weir.schemas.events;

import java.time.Instant;

/**
 * An epoch has ended and its journal is shipped whole up to here. Stands in every partition.
 *
 * @param node name of the node, for people
 */
public record EpochClosed(String journal, long seq, Instant at, String epoch, String node)
    implements LogEvent {}
