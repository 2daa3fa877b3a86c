package dev.weir.accounting.fold;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.SoftBudget;
import dev.weir.schemas.events.SpendDay.Sums;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a finished attempt says about totals. Days and months are those in which it started, in the
 * configured zone, as a hold settles in the window in which it was taken.
 */
public record Facts(ZoneId zone) {
  /** The facts of an attempt that held these parts of budgets. */
  public List<Fact> of(
      AttemptFinished attempt, List<BudgetHold> holds, List<SoftBudget> softBudgets) {
    List<Fact> facts = new ArrayList<>();
    Payer payer = attempt.payer();
    facts.add(spent(Fact.Dimension.KEY, payer.keyId(), payer.keyAlias(), attempt));
    if (payer.team() != null) {
      facts.add(spent(Fact.Dimension.TEAM, payer.team(), payer.teamAlias(), attempt));
    }
    if (payer.user() != null) {
      facts.add(spent(Fact.Dimension.USER, payer.user(), null, attempt));
    }
    if (attempt.chargedNanoUsd() > 0) {
      charged(attempt, holds, softBudgets, facts);
      String month = YearMonth.from(attempt.startedAt().atZone(zone)).toString();
      facts.add(new Fact.Total(attempt.at(), month, attempt.chargedNanoUsd()));
    }
    return facts;
  }

  private Fact spent(
      Fact.Dimension dimension, String id, @Nullable String alias, AttemptFinished a) {
    boolean failed = a.outcome() == Outcome.FAILED;
    Sums sums =
        new Sums(
            a.chargedNanoUsd(),
            a.estimated() ? a.chargedNanoUsd() : 0,
            a.tokens(),
            failed ? 0 : 1,
            failed ? 1 : 0);
    String day = a.startedAt().atZone(zone).toLocalDate().toString();
    return new Fact.Spent(dimension, id, alias, day, a.route().provider(), a.route().model(), sums);
  }

  /** A soft budget is counted with the budget whose window it shares, if there is one. */
  private static void charged(
      AttemptFinished attempt,
      List<BudgetHold> holds,
      List<SoftBudget> softBudgets,
      List<Fact> facts) {
    Map<BudgetWindow, Long> soft = new LinkedHashMap<>();
    softBudgets.forEach(it -> soft.put(it.budget(), it.limitNanoUsd()));
    for (BudgetHold hold : holds) {
      facts.add(charged(attempt, hold.budget(), hold.limitNanoUsd(), soft.remove(hold.budget())));
    }
    soft.forEach((budget, limit) -> facts.add(charged(attempt, budget, 0, limit)));
  }

  private static Fact charged(
      AttemptFinished attempt, BudgetWindow budget, long limit, @Nullable Long softLimit) {
    Payer payer = attempt.payer();
    String name =
        switch (budget.level()) {
          case KEY -> payer.keyAlias();
          case TEAM -> payer.teamAlias();
          case USER, TEAM_MEMBER, GLOBAL -> null;
        };
    String team = budget.level() == BudgetLevel.KEY ? payer.team() : null;
    return new Fact.Charged(
        attempt.at(), budget, name, team, attempt.chargedNanoUsd(), limit, softLimit);
  }
}
