package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.provider.Cancellation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt's chance at the client. Of several attempts at a time the first that has something to
 * say wins; the others are to end. Used by the attempt's thread, {@link #cancel} by any.
 */
final class Turn {
  private final Outlet outlet;
  private final Cancellation cancellation = new Cancellation();
  private volatile @Nullable Turn rival;

  Turn(Outlet outlet) {
    this.outlet = outlet;
  }

  /** Two attempts for one client: whoever wins it ends the other. */
  void race(Turn other) {
    rival = other;
    other.rival = this;
  }

  /** What cancels the provider's call. */
  Cancellation cancellation() {
    return cancellation;
  }

  /** Ends the attempt, wherever it is; the provider's connection is closed at once. */
  void cancel() {
    cancellation.cancel();
  }

  /** Whether the attempt is not wanted any more: another has won, or the client has left. */
  boolean over() {
    return cancellation.isCancelled();
  }

  /** Why the attempt is not wanted any more. */
  String reason() {
    return outlet.gone() ? "client_gone" : "outrun";
  }

  /** Wins the client. False: another has won it. */
  boolean claim() {
    if (!outlet.claim(this)) {
      return false;
    }
    Turn other = rival;
    if (other != null) {
      other.cancel();
    }
    return true;
  }

  /** A whole answer; the client must have been won. */
  void answer(Served served, byte[] body) throws ClientGoneException {
    outlet.answer(served, body);
  }

  /** A stream begins, or goes on; the client must have been won. */
  void begin(Served served) throws ClientGoneException {
    outlet.begin(served);
  }

  /** Events of the stream. */
  void send(byte[] events) throws ClientGoneException {
    outlet.send(events);
  }

  /** The last events of a stream that is whole. */
  void finish(byte[] events) throws ClientGoneException {
    outlet.finish(events);
  }

  /** What the whole answer cost, before its last part is sent. */
  void settled(Settled settled) {
    outlet.settled(settled);
  }

  /** How the limits of the call stand, for the headers of its answer. */
  void limits(List<RateFigures> figures) {
    outlet.limits(figures);
  }
}
