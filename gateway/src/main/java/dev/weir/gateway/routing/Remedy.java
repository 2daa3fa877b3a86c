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

  private static final int CONFLICT = 409;

  static Remedy of(Failure failure) {
    return switch (failure.kind()) {
      case CONNECTION, RATE_LIMITED, SERVER, BROKEN_ANSWER -> LATER;
      case TIMEOUT -> LATER_IF_ALONE;
      case AUTHENTICATION, PERMISSION, NOT_FOUND -> ANOTHER_DEPLOYMENT;
      // 409: somebody else was at it at the same time; as in LiteLLM it may work a moment later.
      case BAD_REQUEST -> failure.status() == CONFLICT ? LATER : ELSEWHERE;
      case CONTEXT_WINDOW, CONTENT_POLICY, SIMULATED -> ELSEWHERE;
    };
  }
}
