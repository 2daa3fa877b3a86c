package dev.weir.gateway.directory;

/** Changes the directory, one change at a time over all nodes. */
public interface DirectoryWriter {
  /**
   * Decides on the directory as it stands and writes what was decided, with its audit: both or
   * neither. When it answers {@link Written}, this node's directory has the change. Blocks the
   * (virtual) thread, for a bounded time.
   */
  <T, R> WriteResult<T, R> write(Cause cause, Change<T, R> change);

  /** What became of a change. */
  sealed interface WriteResult<T, R> {}

  /** It stands. */
  record Written<T, R>(T result) implements WriteResult<T, R> {}

  /** The change itself chose not to write. */
  record Rejected<T, R>(R reason) implements WriteResult<T, R> {}

  /**
   * Kafka did not take it in time: HTTP 503. It is not known to have been written, and not known
   * not to.
   *
   * @param reason for people, without secrets
   */
  record Unavailable<T, R>(String reason) implements WriteResult<T, R> {}
}
