package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import java.time.Duration;

/** What a call does now. */
public sealed interface Next {
  /** Calls this deployment, after the pause, unless its breaker is open. */
  record Try(Candidate candidate, Duration pause) implements Next {}

  /**
   * Calls this deployment whatever its breaker says: there is nowhere else to go, and the client
   * shall see the provider's own error.
   */
  record Force(Candidate candidate, Duration pause) implements Next {}

  /** The client gets this failure. */
  record GiveUp(Failure failure) implements Next {}
}
