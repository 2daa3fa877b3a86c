package dev.weir.accounting.fold;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.CacheHit;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.SoftBudget;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.events.SpendDay.Sums;
import dev.weir.schemas.events.Tokens;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a finished attempt says about totals. Days and months are those in which it started, in the
 * configured zone, as a hold settles in the window in which it was taken.
 */
public record Facts(ZoneId zone) {
  /** Whom and what an attempt counts for, that held these parts of budgets. */
  public Account account(
      AttemptFinished attempt, List<BudgetHold> holds, List<SoftBudget> softBudgets) {
    Payer payer = attempt.payer();
    LocalDate day = attempt.startedAt().atZone(zone).toLocalDate();
    return new Account(
        payer.keyId(),
        payer.keyAlias(),
        payer.team(),
        payer.teamAlias(),
        payer.user(),
        day.toString(),
        YearMonth.from(day).toString(),
        attempt.route().provider(),
        attempt.route().model(),
        budgets(holds, softBudgets));
  }

  /** A soft budget is counted with the budget whose window it shares, if there is one. */
  private static List<Account.Budget> budgets(
      List<BudgetHold> holds, List<SoftBudget> softBudgets) {
    Map<BudgetWindow, Long> soft = new LinkedHashMap<>();
    softBudgets.forEach(it -> soft.put(it.budget(), it.limitNanoUsd()));
    List<Account.Budget> budgets = new ArrayList<>();
    for (BudgetHold hold : holds) {
      BudgetWindow window = hold.budget();
      budgets.add(new Account.Budget(window, hold.limitNanoUsd(), soft.remove(window)));
    }
    soft.forEach((window, limit) -> budgets.add(new Account.Budget(window, 0, limit)));
    return budgets;
  }

  /** What it comes to. */
  public static Tally tally(AttemptFinished attempt) {
    CacheHit hit = attempt.cacheHit();
    return new Tally(attempt.at(), hit == null ? used(attempt) : spared(hit));
  }

  private static Sums used(AttemptFinished a) {
    boolean failed = a.outcome() == Outcome.FAILED;
    return new Sums(
        a.chargedNanoUsd(),
        a.estimated() ? a.chargedNanoUsd() : 0,
        a.tokens(),
        failed ? 0 : 1,
        failed ? 1 : 0,
        null);
  }

  private static Sums spared(CacheHit hit) {
    return new Sums(0, 0, Tokens.NONE, 0, 0, new SpendDay.Savings(1, hit.savedNanoUsd()));
  }
}
