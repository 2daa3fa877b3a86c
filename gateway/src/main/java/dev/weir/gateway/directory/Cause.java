package dev.weir.gateway.directory;

import dev.weir.gateway.directory.Change.Write;
import dev.weir.schemas.events.Actor;
import dev.weir.schemas.events.AuditRecord;
import dev.weir.schemas.events.DirectoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Why the directory is changed.
 *
 * @param by who asked for it
 * @param route by which, such as {@code /key/update}
 */
public record Cause(Actor by, String route) {
  /**
   * What a write changes, for the audit.
   *
   * @param directory as it is before
   * @param id of the write
   */
  public List<AuditRecord> records(Directory directory, Write<?, ?> write, String id, Instant now) {
    var records = new ArrayList<AuditRecord>();
    for (DirectoryEntry put : write.puts()) {
      String entity = put.recordKey();
      DirectoryEntry before = directory.entry(entity);
      records.add(new AuditRecord(now, id, by, route, entity, before, put));
    }
    for (String entity : write.deletes()) {
      DirectoryEntry before = directory.entry(entity);
      records.add(new AuditRecord(now, id, by, route, entity, before, null));
    }
    return records;
  }
}
