package dev.weir.gateway.translate;

import dev.weir.gateway.core.Failure;
import dev.weir.schemas.events.Tokens;
import org.jspecify.annotations.Nullable;

/** A provider's whole answer, for the client. */
public sealed interface Reply {
  /** What the provider counted; {@link Tokens#NONE} if it did not say. */
  Tokens tokens();

  /** Whether the provider said what it counted. */
  boolean usageKnown();

  /**
   * An answer.
   *
   * @param body in the client's protocol
   * @param providerModel the provider's own name of the model; null: not given
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(byte[] body, Tokens tokens, boolean usageKnown, @Nullable String providerModel)
      implements Reply {}

  /**
   * Status 200 and yet no answer: it can't be read, or holds no choice. It may have been billed.
   */
  record Broken(Failure failure, Tokens tokens, boolean usageKnown) implements Reply {}
}
