package dev.weir.gateway.admin;

import dev.weir.gateway.directory.Cause;
import dev.weir.gateway.directory.Change;
import dev.weir.gateway.directory.Change.Reject;
import dev.weir.gateway.directory.Change.Write;
import dev.weir.gateway.directory.DirectoryView;
import dev.weir.gateway.directory.DirectoryWriter;
import dev.weir.schemas.events.AuditRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A directory without Kafka. */
final class MemoryDirectory implements DirectoryWriter {
  final DirectoryView view = new DirectoryView();
  final List<AuditRecord> audit = new ArrayList<>();
  boolean kafkaDown;
  private int writes;

  @Override
  public <T, R> WriteResult<T, R> write(Cause cause, Change<T, R> change) {
    if (kafkaDown) {
      return new Unavailable<>("Kafka is away");
    }
    return switch (change.decide(view)) {
      case Reject<T, R>(R reason) -> new Rejected<>(reason);
      case Write<T, R> write -> {
        audit.addAll(cause.records(view, write, "w" + ++writes, Instant.EPOCH));
        write.puts().forEach(view::put);
        write.deletes().forEach(view::remove);
        yield new Written<>(write.result());
      }
    };
  }
}
