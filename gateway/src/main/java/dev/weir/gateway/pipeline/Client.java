package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.RateFigures;
import java.util.List;

/**
 * The client's side of one call. Exactly one of {@link #answer}, {@link #begin} and {@link #refuse}
 * is called, once. Used by one thread at a time.
 */
public interface Client {
  /**
   * How the limits stand that the call keeps to; told with whatever the client gets. May be called
   * again: a later word about a deployment takes the place of an earlier one.
   */
  void limits(List<RateFigures> figures);

  /** What the answer cost; told before a whole answer, or before the last part of a stream. */
  default void settled(Settled settled) {}

  /**
   * A whole answer.
   *
   * @throws ClientGoneException if nobody is there to take it
   */
  void answer(Served served, byte[] body) throws ClientGoneException;

  /**
   * A stream of events starts; nothing can be retried from here on.
   *
   * @throws ClientGoneException if nobody is there to take it
   */
  void begin(Served served) throws ClientGoneException;

  /**
   * Events of the stream; they are on their way when this returns.
   *
   * @throws ClientGoneException if nobody is there to take them
   */
  void send(byte[] events) throws ClientGoneException;

  /**
   * The last events of a stream that is whole; nothing follows. A stream that breaks off ends
   * without this.
   *
   * @throws ClientGoneException if nobody is there to take them
   */
  void finish(byte[] events) throws ClientGoneException;

  /** No provider answered. */
  void refuse(Refusal refusal);
}
