package dev.weir.gateway.quota;

import dev.weir.gateway.core.Budget;

/** Told when an attempt cost more than it held, and more than the rest of the lease. */
@FunctionalInterface
public interface OverageListener {
  /**
   * Called on the thread that settled; must not block.
   *
   * @param nanoUsd what was spent without a grant; it may be over the limit
   */
  void overage(Budget budget, long nanoUsd);
}
