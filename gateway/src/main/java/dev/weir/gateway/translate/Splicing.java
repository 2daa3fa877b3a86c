package dev.weir.gateway.translate;

import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Protocol;
import dev.weir.schemas.events.Tokens;
import java.util.List;

/** How the stream of an attempt stands to the stream that the client gets. */
public sealed interface Splicing {
  /** It is all of it: if it breaks off, so does the client's. */
  record None() implements Splicing {}

  /**
   * It begins it; should it break off, {@link StreamTranslator#partial} says from where to go on.
   */
  record Begins() implements Splicing {}

  /**
   * It goes on where others broke off.
   *
   * @param partial what the client has
   * @param tokens that the others were paid for: the stream's usage counts all
   * @param others who wrote before, in order; the first one's answer it is
   */
  record GoesOn(Partial partial, Tokens tokens, List<Deployment> others) implements Splicing {
    public GoesOn {
      others = List.copyOf(others);
    }
  }

  /**
   * The stream for the client.
   *
   * @param own of the attempt, in the client's protocol
   * @param by who serves the attempt
   */
  default StreamTranslator over(StreamTranslator own, Protocol client, Deployment by) {
    return switch (this) {
      case None() -> own;
      case Begins() -> SplicedStream.beginning(own, client);
      case GoesOn it -> SplicedStream.goingOn(own, it, by);
    };
  }
}
