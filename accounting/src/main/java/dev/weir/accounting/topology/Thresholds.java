package dev.weir.accounting.topology;

import java.util.List;

/**
 * What is told to on-call.
 *
 * @param percents shares of a budget, ascending
 * @param monthNanoUsd total spend of a calendar month; {@link #NEVER} where not configured
 * @param providerFailures whether failing deployments are told
 */
public record Thresholds(List<Integer> percents, long monthNanoUsd, boolean providerFailures) {
  /** A total that is never reached. */
  public static final long NEVER = Long.MAX_VALUE;

  public Thresholds {
    percents = List.copyOf(percents);
  }
}
