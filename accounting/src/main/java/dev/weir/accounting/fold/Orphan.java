package dev.weir.accounting.fold;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.EpochAbandoned;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;

/** The end of an attempt whose journal is lost: it costs its hold, for nobody can tell better. */
public final class Orphan {
  private Orphan() {}

  /** The end that the abandonment gives to an attempt still open. */
  public static AttemptFinished of(AttemptStarted started, EpochAbandoned abandoned) {
    return new AttemptFinished(
        abandoned.journal(),
        abandoned.seq(),
        abandoned.at(),
        started.epoch(),
        started.attempt(),
        started.call(),
        started.number(),
        started.payer(),
        started.route(),
        started.at(),
        Outcome.ORPHANED,
        0,
        "abandoned",
        false,
        Tokens.NONE,
        Cost.NONE,
        started.estimateNanoUsd(),
        "none",
        true,
        false,
        Duration.between(started.at(), abandoned.at()),
        null,
        null);
  }
}
