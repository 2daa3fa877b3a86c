package dev.weir.gateway.directory;

import dev.weir.schemas.events.DirectoryEntry;
import java.util.List;

/**
 * A decision about the directory: a pure function of the directory as it stands, since it may be
 * asked again when another node wrote first.
 *
 * @param <T> what the caller learns of the write
 * @param <R> why there is none
 */
public interface Change<T, R> {
  /** What to write to this directory, which is complete up to this moment. */
  Decision<T, R> decide(Directory directory);

  /** Write, or leave it. */
  sealed interface Decision<T, R> {}

  /**
   * All of these, or nothing.
   *
   * @param deletes record keys ({@link DirectoryEntry#recordKey}) that become tombstones
   */
  record Write<T, R>(List<DirectoryEntry> puts, List<String> deletes, T result)
      implements Decision<T, R> {
    public Write {
      puts = List.copyOf(puts);
      deletes = List.copyOf(deletes);
    }
  }

  /** Nothing is written. */
  record Reject<T, R>(R reason) implements Decision<T, R> {}
}
