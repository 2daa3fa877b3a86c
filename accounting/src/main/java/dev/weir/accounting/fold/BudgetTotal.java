package dev.weir.accounting.fold;

import dev.weir.schemas.events.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settled spend of one budget window over all partitions, and which of its thresholds were told.
 *
 * @param told {@code limit|percent}, {@code limit|soft} or {@code limit|forecast} of each alert
 * @param pace null until it is first charged
 */
public record BudgetTotal(long spentNanoUsd, List<String> told, @Nullable Pace pace) {
  /** Nothing spent, nothing told. */
  public static final BudgetTotal NONE = new BudgetTotal(0, List.of(), null);

  private static final long PERCENT = 100;

  public BudgetTotal {
    told = List.copyOf(told);
  }

  /**
   * The total with one more charge, and the alerts that it sets off.
   *
   * @param percents thresholds, ascending
   * @param forecast within what time its end is foretold
   */
  public Crossing plus(Fact.Charged charge, List<Integer> percents, Duration forecast) {
    long spent = Math.addExact(spentNanoUsd, charge.nanoUsd());
    long millis = charge.at().toEpochMilli();
    Pace now = pace == null ? Pace.begin(millis, spentNanoUsd) : pace.at(millis, spentNanoUsd);
    List<String> marks = new ArrayList<>(told);
    List<Alert> alerts = new ArrayList<>();
    thresholds(charge, spent, percents, marks, alerts);
    soft(charge, spent, marks, alerts);
    forecast(charge, spent, now.perHour(millis, spent), forecast, marks, alerts);
    return new Crossing(new BudgetTotal(spent, marks, now), alerts);
  }

  private static void thresholds(
      Fact.Charged charge, long spent, List<Integer> percents, List<String> told, List<Alert> out) {
    long limit = charge.limitNanoUsd();
    for (int percent : percents) {
      if (limit > 0 && passes(spent, limit, percent) && mark(limit + "|" + percent, told)) {
        out.add(
            new Alert.BudgetCrossed(
                charge.at(), charge.budget(), charge.name(), charge.team(), percent, spent, limit));
      }
    }
  }

  private static void soft(Fact.Charged charge, long spent, List<String> told, List<Alert> alerts) {
    Long soft = charge.softLimitNanoUsd();
    if (soft != null && spent >= soft && mark(soft + "|soft", told)) {
      alerts.add(
          new Alert.SoftBudgetCrossed(
              charge.at(), charge.budget(), charge.name(), charge.team(), spent, soft));
    }
  }

  private static void forecast(
      Fact.Charged charge,
      long spent,
      long perHour,
      Duration within,
      List<String> told,
      List<Alert> alerts) {
    long left = charge.limitNanoUsd() - spent;
    if (left <= 0 || perHour <= 0 || left / perHour > within.toHours()) {
      return;
    }
    long hour = Duration.ofHours(1).toSeconds();
    long seconds = left / perHour * hour + left % perHour * hour / perHour;
    Instant exhausted = charge.at().plusSeconds(seconds);
    Instant end = charge.budget().window().end();
    if (seconds <= within.toSeconds()
        && (end == null || exhausted.isBefore(end))
        && mark(charge.limitNanoUsd() + "|forecast", told)) {
      alerts.add(
          new Alert.BudgetForecast(
              charge.at(),
              charge.budget(),
              charge.name(),
              charge.team(),
              spent,
              charge.limitNanoUsd(),
              perHour,
              exhausted));
    }
  }

  /** False: it was told before. */
  private static boolean mark(String mark, List<String> told) {
    return !told.contains(mark) && told.add(mark);
  }

  private static boolean passes(long spent, long limit, int percent) {
    return Math.multiplyHigh(spent, PERCENT) > Math.multiplyHigh(limit, percent)
        || (Math.multiplyHigh(spent, PERCENT) == Math.multiplyHigh(limit, percent)
            && Long.compareUnsigned(spent * PERCENT, limit * percent) >= 0);
  }

  /** A new total and what it set off. */
  public record Crossing(BudgetTotal total, List<Alert> alerts) {}
}
