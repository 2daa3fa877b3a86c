package dev.weir.schemas.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt is about to be sent to a provider. In the journal before the provider is called.
 *
 * @param attempt id of the attempt, unique for ever
 * @param call id of the call (the client's {@code x-litellm-call-id} where given)
 * @param number 1 for the first attempt of the call
 * @param estimateNanoUsd the most that it may cost
 * @param holds what was set aside, one per budget concerned; empty without budgets
 * @param softBudgets of the key and its team, where they have any; null: none
 */
public record AttemptStarted(
    String journal,
    long seq,
    Instant at,
    String epoch,
    String attempt,
    String call,
    int number,
    Payer payer,
    Route route,
    long estimateNanoUsd,
    List<BudgetHold> holds,
    @Nullable List<SoftBudget> softBudgets)
    implements LogEvent {
  public AttemptStarted {
    holds = List.copyOf(holds);
    softBudgets = softBudgets == null ? null : List.copyOf(softBudgets);
  }
}
