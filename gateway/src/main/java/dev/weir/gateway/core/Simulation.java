package dev.weir.gateway.core;

/**
 * What a test switch of a request asks for, in place of calling the first group (litellm.md section
 * 2.2). Nothing real comes of it: no attempt, no hold, no bill, no mark against a deployment.
 */
public sealed interface Simulation {
  /** The whole group fails, so that its fallbacks for such a failure are run. */
  record GroupFails(Failure.Kind kind) implements Simulation {}

  /** Each attempt in the group fails like this, so that retries are run. */
  record AttemptsFail(Failure failure) implements Simulation {}

  /** Each attempt in the group runs into its deadline. */
  record AttemptsTimeOut() implements Simulation {}

  /** The first attempt answers with this text. */
  record Answers(String text) implements Simulation {}
}
