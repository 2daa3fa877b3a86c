package dev.weir.schemas.events;

/**
 * What an attempt set aside of one budget.
 *
 * @param nanoUsd the hold, not negative
 * @param limitNanoUsd the limit that was in force, for thresholds
 */
public record BudgetHold(BudgetWindow budget, long nanoUsd, long limitNanoUsd) {
  public BudgetHold {
    if (nanoUsd < 0 || limitNanoUsd < 0) {
      throw new IllegalArgumentException("negative hold: " + nanoUsd + " of " + limitNanoUsd);
    }
  }
}
