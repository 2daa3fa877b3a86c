package dev.weir.gateway.admin;

import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import java.util.OptionalLong;

/**
 * What has been spent, for showing. Empty when it can't be told at the moment; never throws, and
 * answers within a second or so.
 */
public interface SpendView {
  /** Settled spend of one budget window, in nano-USD. */
  OptionalLong windowNanoUsd(BudgetWindow window);

  /** All that the key or team ever spent, in nano-USD. */
  OptionalLong totalNanoUsd(BudgetLevel level, String owner);
}
