package dev.weir.gateway.app;

import dev.weir.gateway.journal.AttemptDraft;
import dev.weir.gateway.journal.FinishDraft;
import dev.weir.gateway.journal.Ledger;
import dev.weir.gateway.journal.OpenAttempt;
import dev.weir.gateway.journal.Recording;
import dev.weir.gateway.pipeline.AttemptLog;

/** The ledger as the pipeline sees it. */
record LedgerLog(Ledger ledger, SoftBudgets soft) implements AttemptLog {
  @Override
  public Recording begin(AttemptDraft draft) {
    return ledger.begin(draft, soft.of(draft));
  }

  @Override
  public void finish(OpenAttempt attempt, FinishDraft draft) {
    ledger.finish(attempt, draft);
  }
}
