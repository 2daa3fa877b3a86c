package dev.weir.accounting.redis;

import java.util.List;

/**
 * A quota window as it stands in one partition.
 *
 * @param pastNanoUsd spend of epochs whose end this partition has read
 * @param open spend of each other epoch that has any
 */
public record RowState(long pastNanoUsd, List<EpochSpend> open) {
  public RowState {
    open = List.copyOf(open);
  }

  /** Settled at cost, exact: what a spend view shows. */
  public long settledNanoUsd() {
    long settled = pastNanoUsd;
    for (EpochSpend spend : open) {
      settled += spend.finishedNanoUsd();
    }
    return settled;
  }

  /**
   * Spend of an open epoch.
   *
   * @param runningNanoUsd holds of the attempts that have started and not finished
   * @param finishedNanoUsd cost of the finished ones
   */
  public record EpochSpend(String epoch, long runningNanoUsd, long finishedNanoUsd) {
    public EpochSpend {
      Epochs.requirePlain(epoch);
    }
  }
}
