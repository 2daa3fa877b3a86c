package dev.weir.gateway.routing;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a call's history: an attempt that failed.
 *
 * @param candidate null: the group failed without an attempt, by a test switch
 */
public record Failed(String group, @Nullable Candidate candidate, Failure failure) {
  /** An attempt that failed. */
  public static Failed attempt(Candidate candidate, Failure failure) {
    return new Failed(candidate.group(), candidate, failure);
  }

  /** A failure that was asked for, before any attempt. */
  public static Failed simulated(String group, Failure failure) {
    return new Failed(group, null, failure);
  }
}
