package dev.weir.schemas.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code weir.audit.v1}: one entry of the directory that an admin's call changed.
 * Written in the same transaction as the change: neither is there without the other. It holds no
 * secret: keys are in it as keyed hashes, which let nobody in.
 *
 * @param write one for all records of a call
 * @param route such as {@code /key/update}
 * @param entity {@link DirectoryEntry#recordKey} of what changed; the record's Kafka key
 * @param before null: it was made
 * @param after null: it was deleted
 */
public record AuditRecord(
    Instant at,
    String write,
    Actor by,
    String route,
    String entity,
    @Nullable DirectoryEntry before,
    @Nullable DirectoryEntry after) {}
