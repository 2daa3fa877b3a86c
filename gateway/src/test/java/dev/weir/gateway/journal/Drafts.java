package dev.weir.gateway.journal;

import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.events.Tokens;
import dev.weir.schemas.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Attempts as a pipeline would record them. */
final class Drafts {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final Route ROUTE = new Route("gpt-4o", "d1", "openai", "gpt-4o-2024-11-20");
  static final long ESTIMATE = 12_500_000;

  private Drafts() {}

  static AttemptDraft attempt(String team) {
    var payer = new Payer("k".repeat(64), "alias", team, null, "user-1", List.of("tag"));
    var window = new BudgetWindow(BudgetLevel.TEAM, team, null, 0, Window.FOREVER);
    return new AttemptDraft(
        "call-1",
        1,
        payer,
        ROUTE,
        ESTIMATE,
        List.of(new BudgetHold(window, ESTIMATE, 1_000_000_000)));
  }

  static FinishDraft finish() {
    return new FinishDraft(
        Outcome.SUCCEEDED,
        200,
        null,
        false,
        new Tokens(1000, 0, 0, 0, 200, 0),
        new Cost(2_500_000_000L, 0, 0, 2_000_000_000L),
        4_500_000,
        "2026-11",
        false,
        false,
        Duration.ofMillis(850),
        null,
        null);
  }

  static AttemptStarted started(String journal, long seq, String attempt) {
    AttemptDraft draft = attempt("team-a");
    return new AttemptStarted(
        journal,
        seq,
        NOW,
        journal + "-1",
        attempt,
        draft.call(),
        draft.number(),
        draft.payer(),
        draft.route(),
        draft.estimateNanoUsd(),
        draft.holds(),
        null);
  }
}
