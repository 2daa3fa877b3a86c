package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import java.time.Duration;

/** What a call does after a failure. */
public sealed interface Next {
  /** Another attempt in the same group, after the pause. */
  record Retry(Candidate candidate, Duration pause) implements Next {}

  /** The first attempt in another group, at once. */
  record Fallback(Candidate candidate) implements Next {}

  /** The client gets this failure. */
  record GiveUp(Failure failure) implements Next {}
}
