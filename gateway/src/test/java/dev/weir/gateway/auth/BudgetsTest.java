package dev.weir.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Budget;
import dev.weir.gateway.core.Caller;
import dev.weir.schemas.config.LitellmSettings.GlobalBudget;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.MemberTerms;
import dev.weir.schemas.events.TeamMember;
import dev.weir.schemas.window.BudgetDuration;
import dev.weir.schemas.window.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Window NOVEMBER =
      new Window(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));

  @Test
  void givesKeyTeamAndGlobalInTheirWindows() {
    var budgets =
        new Budgets(
            UTC, new GlobalBudget(new BigDecimal("1000.5"), BudgetDuration.parse("1d")), 42);
    var key = Entries.key("k", "search", new BudgetTerms(5, "30d", 2), null, false);
    var team = Entries.team("search", new BudgetTerms(9, null, 0), false);

    var found = budgets.of(new Caller.VirtualKey(key, team), NOW);

    var today =
        new Window(Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z"));
    assertThat(found)
        .containsExactly(
            new Budget(
                new BudgetWindow(BudgetLevel.KEY, "k", "30d", 2, NOVEMBER), 5, 7, "sk-...abcd"),
            new Budget(
                new BudgetWindow(BudgetLevel.TEAM, "search", null, 0, Window.FOREVER),
                9,
                3,
                "Search"),
            new Budget(
                new BudgetWindow(BudgetLevel.GLOBAL, "global", "1d", 0, today),
                1_000_500_000_000L,
                42,
                "global"));
  }

  @Test
  void holdsAKeyByItsUsersBudget_unlessItHasATeam() {
    var budgets = new Budgets(UTC, null, 0);
    var user = Entries.user("u", new BudgetTerms(4, "30d", 1));
    var alone = new Caller.VirtualKey(Entries.key("k", null), null, user);
    var inTeam =
        new Caller.VirtualKey(
            Entries.key("k", "search"), Entries.team("search", null, false), user);

    assertThat(budgets.of(alone, NOW))
        .containsExactly(
            new Budget(new BudgetWindow(BudgetLevel.USER, "u", "30d", 1, NOVEMBER), 4, 5, "u"));
    assertThat(budgets.of(inTeam, NOW)).isEmpty();
  }

  @Test
  void holdsAKeyInATeamByWhatItsUserMaySpendThere() {
    var terms = new MemberTerms(new BudgetTerms(2, "30d", 0), null, null);
    var team =
        Entries.team("a:b", null, false)
            .withMembers(List.of(new TeamMember("ann", "user", terms)), Entries.THEN);

    assertThat(
            new Budgets(UTC, null, 0)
                .of(new Caller.VirtualKey(Entries.keyOf("ann", "a:b"), team), NOW))
        .containsExactly(
            new Budget(
                new BudgetWindow(BudgetLevel.TEAM_MEMBER, "ann:a%3Ab", "30d", 0, NOVEMBER),
                2,
                4,
                "ann:a%3Ab"));
    assertThat(
            new Budgets(UTC, null, 0).of(new Caller.VirtualKey(Entries.key("k", "a:b"), team), NOW))
        .isEmpty();
  }

  @Test
  void holdsTheMasterByTheGlobalBudgetAlone() {
    var budgets = new Budgets(UTC, new GlobalBudget(BigDecimal.TEN, null), 1);

    assertThat(budgets.of(new Caller.Master(), NOW))
        .extracting(budget -> budget.window().level())
        .containsExactly(BudgetLevel.GLOBAL);
  }

  @Test
  void isEmptyWithoutBudgets() {
    var caller = new Caller.VirtualKey(Entries.key("k", null), null);

    assertThat(new Budgets(UTC, null, 0).of(caller, NOW)).isEmpty();
  }

  @Test
  void beginsTheMonthInTheConfiguredZone() {
    var budgets = new Budgets(ZoneId.of("America/New_York"), null, 0);

    var window = budgets.window(BudgetLevel.KEY, "k", new BudgetTerms(1, "1mo", 0), NOW);

    assertThat(window.window().end()).isEqualTo(Instant.parse("2026-12-01T05:00:00Z"));
  }
}
