package dev.weir.accounting.fold;

import dev.weir.schemas.events.BudgetWindow;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Spend of one quota window as one partition of the log tells it (quota-protocol.md, "Who keeps
 * what"). Immutable; exact in nano-USD.
 *
 * @param pastNanoUsd spend of epochs whose end this partition has read
 * @param epochs spend of each open epoch, by its id
 */
public record WindowSpend(
    BudgetWindow budget, long pastNanoUsd, SortedMap<String, EpochSpend> epochs) {
  /** Nothing spent. */
  public static WindowSpend none(BudgetWindow budget) {
    return new WindowSpend(budget, 0, new TreeMap<>());
  }

  /** An attempt of the epoch has started and holds this much. */
  public WindowSpend started(String epoch, long holdNanoUsd) {
    return with(epoch, spend(epoch).started(holdNanoUsd));
  }

  /** An attempt of the epoch that held this much has ended at a cost. */
  public WindowSpend finished(String epoch, long holdNanoUsd, long chargedNanoUsd) {
    return with(epoch, spend(epoch).finished(holdNanoUsd, chargedNanoUsd));
  }

  /** The epoch has ended: its spend moves to the past. */
  public WindowSpend ended(String epoch) {
    return new WindowSpend(budget, pastNanoUsd + spend(epoch).totalNanoUsd(), copy(epoch, null));
  }

  private EpochSpend spend(String epoch) {
    return epochs.getOrDefault(epoch, EpochSpend.NONE);
  }

  private WindowSpend with(String epoch, EpochSpend spend) {
    return new WindowSpend(budget, pastNanoUsd, copy(epoch, spend));
  }

  private SortedMap<String, EpochSpend> copy(String epoch, @Nullable EpochSpend spend) {
    SortedMap<String, EpochSpend> copy = new TreeMap<>(epochs);
    if (spend == null) {
      copy.remove(epoch);
    } else {
      copy.put(epoch, spend);
    }
    return copy;
  }
}
