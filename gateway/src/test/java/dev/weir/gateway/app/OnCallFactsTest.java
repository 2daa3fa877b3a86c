package dev.weir.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.auth.Budgets;
import dev.weir.gateway.journal.AttemptDraft;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.HangingAttempts;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.events.SoftBudget;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a node adds for on-call: soft budgets of an attempt, and attempts that hang. */
class OnCallFactsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Route FIRST = new Route("gpt-4o", "d1", "openai", "gpt-4o");
  private static final Route SECOND = new Route("gpt-4o", "d2", "azure", "gpt-4o");
  private static final BudgetWindow HELD =
      new BudgetWindow(
          BudgetLevel.TEAM,
          "search",
          "30d",
          0,
          new Window(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z")));

  private static SoftBudgets soft(@Nullable Long ofKey, @Nullable Long ofTeam) {
    return new SoftBudgets(
        id -> key(id, ofKey),
        id -> team(id, ofTeam),
        _ -> null,
        new Budgets(ZoneOffset.UTC, null, 1),
        () -> NOW);
  }

  private static KeyEntry key(String id, @Nullable Long soft) {
    return new KeyEntry(
        id, 1, "sk-...", null, "search", null, List.of(), null, soft, null, null, null, null, false,
        Map.of(), NOW, NOW, "admin");
  }

  private static TeamEntry team(String id, @Nullable Long soft) {
    return new TeamEntry(
        id,
        1,
        null,
        List.of(),
        new BudgetTerms(900, "30d", 0),
        soft,
        null,
        null,
        null,
        false,
        Map.of(),
        NOW,
        NOW);
  }

  private static AttemptDraft draft(BudgetHold... holds) {
    var payer = new Payer("k1", null, "search", null, null, List.of());
    return new AttemptDraft("c", 1, payer, FIRST, 10, List.of(holds));
  }

  @Test
  void aSoftBudgetIsCountedInTheWindowInWhichMoneyIsHeld_elseForEver() {
    assertThat(soft(500L, 700L).of(draft(new BudgetHold(HELD, 10, 900))))
        .containsExactly(
            new SoftBudget(new BudgetWindow(BudgetLevel.KEY, "k1", null, 0, Window.FOREVER), 500),
            new SoftBudget(HELD, 700));
  }

  @Test
  void mostAttemptsHaveNone() {
    assertThat(soft(null, null).of(draft())).isEmpty();
  }

  @Test
  void attemptsThatRunForTooLongAreToldByDeployment_withTheOldest() {
    List<AttemptStarted> open =
        List.of(
            open("a", FIRST, 601),
            open("b", FIRST, 900),
            open("c", SECOND, 700),
            open("d", SECOND, 599));

    assertThat(new Hanging(() -> open, Duration.ofMinutes(10), () -> NOW).get())
        .containsExactly(
            new HangingAttempts(FIRST, 2, NOW.minusSeconds(900), "call-b"),
            new HangingAttempts(SECOND, 1, NOW.minusSeconds(700), "call-c"));
  }

  private static AttemptStarted open(String id, Route route, long seconds) {
    var payer = new Payer("k1", null, null, null, null, List.of());
    return new AttemptStarted(
        "j",
        1,
        NOW.minusSeconds(seconds),
        "e",
        id,
        "call-" + id,
        1,
        payer,
        route,
        0,
        List.of(),
        null);
  }
}
