package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Failure;
import dev.weir.gateway.translate.Partial;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. */
sealed interface Result {
  /** The client has its answer. */
  record Answered() implements Result {}

  /** The client has left, or another attempt has answered. */
  record Over() implements Result {}

  /** Nothing went out: somebody else may answer. */
  record Failed(Failure failure, Map<String, String> headers) implements Result {}

  /**
   * The stream broke off after content.
   *
   * @param partial from where another can go on; null: from nowhere
   * @param tokens that the attempt is paid for
   */
  record Cut(Failure failure, @Nullable Partial partial, Tokens tokens) implements Result {}

  /** The gateway did not let the attempt be made; nobody else is asked. */
  record Refused(Refusal refusal) implements Result {}

  /** This deployment has no room now; another may. */
  record Full(Duration again) implements Result {}

  /** This deployment can't take the request; another may. */
  record Unfit(Refusal refusal) implements Result {}
}
