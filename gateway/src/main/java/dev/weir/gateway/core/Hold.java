package dev.weir.gateway.core;

import dev.weir.schemas.events.BudgetHold;
import java.util.List;

/**
 * Money set aside for one attempt in every budget concerned. Ends exactly once: settled or
 * released. Ending it twice throws {@link IllegalStateException}; neither blocks nor does I/O.
 */
public interface Hold {
  /** One part per budget, as the event names them; empty where no budget is concerned. */
  List<BudgetHold> parts();

  /** The attempt cost this much, which may be more than was held. */
  void settle(long nanoUsd);

  /** The attempt cost nothing. */
  void release();
}
