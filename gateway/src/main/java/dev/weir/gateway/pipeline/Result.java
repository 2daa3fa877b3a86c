package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Failure;
import java.time.Duration;
import java.util.Map;

/** What came of one attempt. */
sealed interface Result {
  /** The client has all that it will get. */
  record Answered() implements Result {}

  /** Somebody else may answer. */
  record Failed(Failure failure, Map<String, String> headers) implements Result {}

  /** The gateway did not let the attempt be made; nobody else is asked. */
  record Refused(Refusal refusal) implements Result {}

  /** This deployment has no room now; another may. */
  record Full(Duration again) implements Result {}

  /** This deployment can't take the request; another may. */
  record Unfit(Refusal refusal) implements Result {}
}
