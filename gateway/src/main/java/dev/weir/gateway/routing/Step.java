package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import java.time.Duration;

/** One entry of a call's history. */
public sealed interface Step {
  /** The group it happened in. */
  String group();

  /** An attempt that failed. */
  record Failed(Candidate candidate, Failure failure) implements Step {
    @Override
    public String group() {
      return candidate.group();
    }
  }

  /**
   * No attempt was made, so it costs no retry and no wait.
   *
   * @param again when it may do; zero if that is not a matter of time
   */
  record Skipped(Candidate candidate, SkipReason reason, Duration again) implements Step {
    @Override
    public String group() {
      return candidate.group();
    }
  }

  /** The group failed without an attempt, by a test switch of the client. */
  record Simulated(String group, Failure failure) implements Step {}
}
