package dev.weir.accounting.fold;

/**
 * Spend of one open epoch in one quota window and partition, in nano-USD.
 *
 * @param runningNanoUsd holds of attempts that have started and not finished
 * @param finishedNanoUsd cost of the finished ones
 */
public record EpochSpend(long runningNanoUsd, long finishedNanoUsd) {
  static final EpochSpend NONE = new EpochSpend(0, 0);

  EpochSpend started(long holdNanoUsd) {
    return new EpochSpend(runningNanoUsd + holdNanoUsd, finishedNanoUsd);
  }

  EpochSpend finished(long holdNanoUsd, long chargedNanoUsd) {
    return new EpochSpend(runningNanoUsd - holdNanoUsd, finishedNanoUsd + chargedNanoUsd);
  }

  long totalNanoUsd() {
    return runningNanoUsd + finishedNanoUsd;
  }
}
