package dev.weir.gateway.translate;

import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.core.Failure;
import dev.weir.schemas.events.Tokens;
import org.jspecify.annotations.Nullable;

/** One provider's stream, for one client. Not thread-safe. */
public interface StreamTranslator {
  /**
   * Takes the provider's next event.
   *
   * @return what goes to the client now; may be empty
   */
  byte[] accept(SseEvent event);

  /** Whether the terminal event was seen. A stream that stops without it is an error. */
  boolean ended();

  /** What the provider reported as an error in its stream, or what could not be read; else null. */
  @Nullable Failure failure();

  /** Whether anything of the answer itself went out: then no other model may answer. */
  boolean contentSent();

  /** What the provider counted so far; parts not reported yet are 0. */
  Tokens tokens();

  /** Whether {@link #tokens} is the provider's last word. */
  boolean usageKnown();

  /**
   * No visible output so far has more tokens than this; for a stream that was cut. Reasoning that a
   * provider hides is not in it.
   */
  long outputTokensSeen();

  /** The provider's own name of the model; null: not yet known. */
  @Nullable String providerModel();

  /** From where another deployment can go on, if this one breaks off now; null: from nowhere. */
  default @Nullable Partial partial() {
    return null;
  }
}
