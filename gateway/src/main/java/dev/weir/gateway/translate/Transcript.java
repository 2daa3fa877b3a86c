package dev.weir.gateway.translate;

import dev.weir.gateway.api.SseEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Keeps what a client was sent of a stream. */
interface Transcript {
  /** A text longer than this is not kept, and nobody can go on with it. */
  int LONGEST = 1 << 20;

  /**
   * Takes the next event for the client.
   *
   * @throws IOException if its data are not JSON
   */
  void sent(SseEvent event) throws IOException;

  /**
   * From where another can go on; null: from nowhere. A tool call, reasoning that did not come to
   * its end, a refusal and whatever is not known here can't be put together from two parts.
   */
  @Nullable Partial partial();
}
