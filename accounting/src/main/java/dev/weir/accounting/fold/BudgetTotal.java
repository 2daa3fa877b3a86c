package dev.weir.accounting.fold;

import dev.weir.schemas.events.Alert;
import java.util.ArrayList;
import java.util.List;

/**
 * Settled spend of one budget window over all partitions, and which of its thresholds were told.
 *
 * @param told {@code limit|percent} of each alert that was sent
 */
public record BudgetTotal(long spentNanoUsd, List<String> told) {
  /** Nothing spent, nothing told. */
  public static final BudgetTotal NONE = new BudgetTotal(0, List.of());

  private static final long PERCENT = 100;

  public BudgetTotal {
    told = List.copyOf(told);
  }

  /** The total with one more charge, and the alerts that it sets off. */
  public Crossing plus(Fact.Charged charge, List<Integer> thresholds) {
    long spent = Math.addExact(spentNanoUsd, charge.nanoUsd());
    List<String> nowTold = new ArrayList<>(told);
    List<Alert> alerts = new ArrayList<>();
    long limit = charge.limitNanoUsd();
    for (int percent : thresholds) {
      String mark = limit + "|" + percent;
      if (limit > 0 && passes(spent, limit, percent) && !nowTold.contains(mark)) {
        nowTold.add(mark);
        alerts.add(
            new Alert.BudgetCrossed(
                charge.at(), charge.budget(), charge.name(), percent, spent, limit));
      }
    }
    return new Crossing(new BudgetTotal(spent, nowTold), alerts);
  }

  private static boolean passes(long spent, long limit, int percent) {
    return Math.multiplyHigh(spent, PERCENT) > Math.multiplyHigh(limit, percent)
        || (Math.multiplyHigh(spent, PERCENT) == Math.multiplyHigh(limit, percent)
            && Long.compareUnsigned(spent * PERCENT, limit * percent) >= 0);
  }

  /** A new total and what it set off. */
  public record Crossing(BudgetTotal total, List<Alert> alerts) {}
}
