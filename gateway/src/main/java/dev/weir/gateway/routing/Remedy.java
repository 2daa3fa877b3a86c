package dev.weir.gateway.routing;

import dev.weir.gateway.core.Failure;

/** What may help after a failure; each includes what follows it. */
enum Remedy {
  /** The same deployment, after a wait. */
  LATER,
  /** The same, but only where there is no other way: it kept a client waiting. */
  LATER_IF_ALONE,
  /** Another deployment of the group. */
  ANOTHER_DEPLOYMENT,
  /** Nobody in the group: a fallback. */
  ELSEWHERE;

  static Remedy of(Failure failure) {
    return switch (failure.kind()) {
      case CONNECTION, RATE_LIMITED, SERVER, BROKEN_ANSWER -> LATER;
      case TIMEOUT -> LATER_IF_ALONE;
      case AUTHENTICATION, PERMISSION, NOT_FOUND -> ANOTHER_DEPLOYMENT;
      case CONTEXT_WINDOW, CONTENT_POLICY, BAD_REQUEST, SIMULATED -> ELSEWHERE;
    };
  }
}
