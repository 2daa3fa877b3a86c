package dev.weir.gateway.journal;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import java.time.Instant;

/** The end of an attempt, made from its start. */
final class Finishes {
  /** Nobody knows what an orphan used, so no price was applied. */
  private static final String NO_PRICES = "none";

  private Finishes() {}

  static AttemptFinished of(AttemptStarted started, long seq, Instant at, FinishDraft draft) {
    return new AttemptFinished(
        started.journal(),
        seq,
        at,
        started.epoch(),
        started.attempt(),
        started.call(),
        started.number(),
        started.payer(),
        started.route(),
        started.at(),
        draft.outcome(),
        draft.httpStatus(),
        draft.error(),
        draft.stream(),
        draft.tokens(),
        draft.cost(),
        draft.chargedNanoUsd(),
        draft.priceVersion(),
        draft.estimated(),
        draft.unpriced(),
        draft.latency(),
        draft.firstToken(),
        draft.cacheHit());
  }

  /** Of an attempt whose process died: billed at its hold, the most that it can have cost. */
  static AttemptFinished orphan(AttemptStarted started, long seq, Instant at) {
    var draft =
        new FinishDraft(
            Outcome.ORPHANED,
            0,
            "orphaned",
            false,
            Tokens.NONE,
            Cost.NONE,
            started.estimateNanoUsd(),
            NO_PRICES,
            true,
            false,
            Duration.ZERO,
            null,
            null);
    return of(started, seq, at, draft);
  }
}
