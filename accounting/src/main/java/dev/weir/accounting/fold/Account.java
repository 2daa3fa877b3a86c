package dev.weir.accounting.fold;

import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What finished attempts have to have in common to count for the same totals; they are added up
 * before they travel to where totals are kept.
 *
 * @param day of the attempts' start in the configured zone, as {@code 2026-11-22}
 * @param month the same, as {@code 2026-11}
 * @param budgets those that are charged
 */
public record Account(
    String keyId,
    @Nullable String keyAlias,
    @Nullable String team,
    @Nullable String teamAlias,
    @Nullable String user,
    String day,
    String month,
    String provider,
    String model,
    List<Budget> budgets) {
  public Account {
    budgets = List.copyOf(budgets);
  }

  /**
   * A budget's window, and the limits that were in force.
   *
   * @param limitNanoUsd 0 if there is a soft one only
   */
  public record Budget(BudgetWindow window, long limitNanoUsd, @Nullable Long softLimitNanoUsd) {}

  /** What these attempts add to totals, one fact for each. */
  public List<Fact> facts(Tally tally) {
    List<Fact> facts = new ArrayList<>();
    facts.add(spent(Fact.Dimension.KEY, keyId, keyAlias, tally));
    if (team != null) {
      facts.add(spent(Fact.Dimension.TEAM, team, teamAlias, tally));
    }
    if (user != null) {
      facts.add(spent(Fact.Dimension.USER, user, null, tally));
    }
    long nanoUsd = tally.sums().costNanoUsd();
    if (nanoUsd > 0) {
      budgets.forEach(budget -> facts.add(charged(budget, tally)));
      facts.add(new Fact.Total(tally.at(), month, nanoUsd));
    }
    return facts;
  }

  private Fact spent(Fact.Dimension dimension, String id, @Nullable String alias, Tally tally) {
    return new Fact.Spent(dimension, id, alias, day, provider, model, tally.sums());
  }

  private Fact charged(Budget budget, Tally tally) {
    BudgetLevel level = budget.window().level();
    return new Fact.Charged(
        tally.at(),
        budget.window(),
        name(level),
        level == BudgetLevel.KEY ? team : null,
        tally.sums().costNanoUsd(),
        budget.limitNanoUsd(),
        budget.softLimitNanoUsd());
  }

  private @Nullable String name(BudgetLevel level) {
    return switch (level) {
      case KEY -> keyAlias;
      case TEAM -> teamAlias;
      case USER, TEAM_MEMBER, GLOBAL -> null;
    };
  }
}
