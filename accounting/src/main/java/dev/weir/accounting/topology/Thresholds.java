package dev.weir.accounting.topology;

import java.time.Duration;
import java.util.List;

/**
 * When spend is told to on-call.
 *
 * @param percents shares of a budget, ascending
 * @param monthNanoUsd total spend of a calendar month; {@link #NEVER} where not configured
 * @param forecast within what time the end of a budget is foretold
 */
public record Thresholds(List<Integer> percents, long monthNanoUsd, Duration forecast) {
  /** A total that is never reached. */
  public static final long NEVER = Long.MAX_VALUE;

  public Thresholds {
    percents = List.copyOf(percents);
  }
}
