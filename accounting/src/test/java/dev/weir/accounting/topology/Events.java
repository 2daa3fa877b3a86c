package dev.weir.accounting.topology;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.EpochClosed;
import dev.weir.schemas.events.EpochOpened;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.events.SoftBudget;
import dev.weir.schemas.events.Tokens;
import dev.weir.schemas.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Events of one journal, numbered as it would number them. */
final class Events {
  static final Instant AT = Instant.parse("2026-11-22T23:59:30Z");
  static final Payer PAYER = new Payer("k1", "search-key", "search", "Search", "ann", List.of());
  static final Route ROUTE = new Route("gpt-4o", "d1", "openai", "gpt-4o");
  static final BudgetWindow KEY_BUDGET =
      new BudgetWindow(
          BudgetLevel.KEY,
          "k1",
          "30d",
          0,
          new Window(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z")));
  static final long LIMIT = 1_000;

  private final String journal;
  private long seq;

  Events(String journal) {
    this.journal = journal;
  }

  String epoch() {
    return journal + "-1";
  }

  EpochOpened opened() {
    return new EpochOpened(journal, ++seq, AT, epoch(), "node");
  }

  EpochClosed closed() {
    return new EpochClosed(journal, ++seq, AT, epoch(), "node");
  }

  AttemptStarted startedWithSoftBudget(String attempt, long hold, long soft) {
    return started(attempt, hold, List.of(new SoftBudget(KEY_BUDGET, soft)));
  }

  AttemptStarted started(String attempt, long hold) {
    return started(attempt, hold, null);
  }

  private AttemptStarted started(String attempt, long hold, List<SoftBudget> soft) {
    return new AttemptStarted(
        journal,
        ++seq,
        AT,
        epoch(),
        epoch() + "-" + attempt,
        "call-" + attempt,
        1,
        PAYER,
        ROUTE,
        hold,
        List.of(new BudgetHold(KEY_BUDGET, hold, LIMIT)),
        soft);
  }

  AttemptFinished succeeded(String attempt, long charged) {
    return finished(attempt, Outcome.SUCCEEDED, 200, charged);
  }

  AttemptFinished failed(String attempt, int status, Instant at) {
    return withAt(finished(attempt, Outcome.FAILED, status, 0), at);
  }

  private AttemptFinished finished(String attempt, Outcome outcome, int status, long charged) {
    return new AttemptFinished(
        journal,
        ++seq,
        AT.plusSeconds(60),
        epoch(),
        epoch() + "-" + attempt,
        "call-" + attempt,
        1,
        PAYER,
        ROUTE,
        AT,
        outcome,
        status,
        outcome == Outcome.FAILED ? "server" : null,
        false,
        new Tokens(10, 0, 0, 0, 5, 0),
        new Cost(charged * 1000, 0, 0, 0),
        charged,
        "v1",
        false,
        false,
        Duration.ofMillis(20),
        null,
        null);
  }

  static AttemptFinished with(AttemptFinished a, Outcome outcome, boolean unpriced) {
    return new AttemptFinished(
        a.journal(),
        a.seq(),
        a.at(),
        a.epoch(),
        a.attempt(),
        a.call(),
        a.number(),
        a.payer(),
        a.route(),
        a.startedAt(),
        outcome,
        a.httpStatus(),
        a.error(),
        a.stream(),
        a.tokens(),
        a.cost(),
        a.chargedNanoUsd(),
        a.priceVersion(),
        a.estimated(),
        unpriced,
        a.latency(),
        a.firstToken(),
        a.cacheHit());
  }

  private static AttemptFinished withAt(AttemptFinished a, Instant at) {
    return new AttemptFinished(
        a.journal(),
        a.seq(),
        at,
        a.epoch(),
        a.attempt(),
        a.call(),
        a.number(),
        a.payer(),
        a.route(),
        at,
        a.outcome(),
        a.httpStatus(),
        a.error(),
        a.stream(),
        a.tokens(),
        a.cost(),
        a.chargedNanoUsd(),
        a.priceVersion(),
        a.estimated(),
        a.unpriced(),
        a.latency(),
        a.firstToken(),
        a.cacheHit());
  }
}
