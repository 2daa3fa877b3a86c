package dev.weir.gateway.journal;

import dev.weir.schemas.events.BudgetHold;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import java.util.List;

/**
 * What is known of an attempt before the provider is called; {@link Ledger#begin} makes an {@code
 * AttemptStarted} of it. The fields are that event's.
 */
public record AttemptDraft(
    String call,
    int number,
    Payer payer,
    Route route,
    long estimateNanoUsd,
    List<BudgetHold> holds) {
  public AttemptDraft {
    holds = List.copyOf(holds);
  }
}
