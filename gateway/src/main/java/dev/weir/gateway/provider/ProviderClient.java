package dev.weir.gateway.provider;

/** Calls providers over HTTP. Blocks the calling thread, which should be virtual. Thread-safe. */
public interface ProviderClient extends AutoCloseable {
  /**
   * Sends a request and reads the head of its answer, whatever its status.
   *
   * @throws ProviderException without an answer: CONNECTION, TIMEOUT or BROKEN_ANSWER
   */
  ProviderReply send(ProviderCall call, Deadlines deadlines, Cancellation cancellation)
      throws ProviderException;

  /** As {@link #send(ProviderCall, Deadlines, Cancellation)}, where nobody cancels before. */
  default ProviderReply send(ProviderCall call, Deadlines deadlines) throws ProviderException {
    return send(call, deadlines, new Cancellation());
  }

  /** Closes all connections, those in use included. */
  @Override
  void close();
}
