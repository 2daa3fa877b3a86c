package dev.weir.accounting.fold;

import dev.weir.schemas.events.SpendDay.Sums;
import java.time.Instant;

/**
 * What some attempts of one {@link Account} come to.
 *
 * @param at when the last of them ended
 */
public record Tally(Instant at, Sums sums) {
  /** Both together. */
  public Tally plus(Tally later) {
    return new Tally(later.at, sums.plus(later.sums));
  }
}
