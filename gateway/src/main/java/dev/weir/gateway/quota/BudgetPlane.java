package dev.weir.gateway.quota;

import dev.weir.gateway.core.Admission;
import dev.weir.gateway.core.Budget;
import java.util.List;

/**
 * Decides whether an attempt may spend.
 *
 * <p>An attempt that is let in holds its estimate in every budget concerned, so that the sum of all
 * spending and all holds, on all nodes, never passes a limit.
 */
public interface BudgetPlane {
  /**
   * Takes a hold from every budget, or from none. In memory; the calling (virtual) thread waits
   * only where a lease is short, at most the budget wait.
   *
   * @param budgets empty where no budget is concerned: always admitted
   * @param nanoUsd the most the attempt may cost, not negative
   */
  Admission admit(List<Budget> budgets, long nanoUsd);

  /** How it stands, for health and metrics. */
  PlaneState state();
}
