package dev.weir.gateway.journal;

import dev.weir.schemas.events.AttemptStarted;

/** An attempt that stands in the journal as started. Must be given to {@link Ledger#finish}. */
public record OpenAttempt(AttemptStarted started) {
  /** Unique for ever. */
  public String id() {
    return started.attempt();
  }
}
