package dev.weir.gateway.directory;

import dev.weir.schemas.events.AuditRecord;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log line for each entry that an admin changed; the record in Kafka says how. */
final class AuditLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(AuditLog.class);

  private AuditLog() {}

  static void note(List<AuditRecord> records) {
    for (AuditRecord record : records) {
      LOGGER
          .atInfo()
          .addKeyValue("route", record.route())
          .addKeyValue("entity", record.entity())
          .addKeyValue("by", record.by().keyId())
          .addKeyValue("alias", record.by().keyAlias())
          .addKeyValue("write", record.write())
          .log("audit");
    }
  }
}
