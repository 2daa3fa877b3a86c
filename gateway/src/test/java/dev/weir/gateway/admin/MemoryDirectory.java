package dev.weir.gateway.admin;

import dev.weir.gateway.directory.Change;
import dev.weir.gateway.directory.Change.Reject;
import dev.weir.gateway.directory.Change.Write;
import dev.weir.gateway.directory.DirectoryView;
import dev.weir.gateway.directory.DirectoryWriter;

/** A directory without Kafka. */
final class MemoryDirectory implements DirectoryWriter {
  final DirectoryView view = new DirectoryView();
  boolean kafkaDown;

  @Override
  public <T, R> WriteResult<T, R> write(Change<T, R> change) {
    if (kafkaDown) {
      return new Unavailable<>("Kafka is away");
    }
    return switch (change.decide(view)) {
      case Reject<T, R>(R reason) -> new Rejected<>(reason);
      case Write<T, R> write -> {
        write.puts().forEach(view::put);
        write.deletes().forEach(view::remove);
        yield new Written<>(write.result());
      }
    };
  }
}
