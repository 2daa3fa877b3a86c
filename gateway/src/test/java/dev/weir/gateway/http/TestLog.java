package dev.weir.gateway.http;

import dev.weir.gateway.journal.AttemptDraft;
import dev.weir.gateway.journal.FinishDraft;
import dev.weir.gateway.journal.OpenAttempt;
import dev.weir.gateway.journal.Recording;
import dev.weir.gateway.pipeline.AttemptLog;
import dev.weir.schemas.events.AttemptStarted;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal in memory. */
final class TestLog implements AttemptLog {
  final List<AttemptDraft> begun = new CopyOnWriteArrayList<>();
  final List<FinishDraft> finished = new CopyOnWriteArrayList<>();
  volatile boolean full;

  @Override
  public Recording begin(AttemptDraft draft) {
    if (full) {
      return new Recording.Full("the journal is full");
    }
    begun.add(draft);
    return new Recording.Recorded(
        new OpenAttempt(
            new AttemptStarted(
                "j",
                begun.size(),
                Instant.EPOCH,
                "e",
                "e-" + begun.size(),
                draft.call(),
                draft.number(),
                draft.payer(),
                draft.route(),
                draft.estimateNanoUsd(),
                draft.holds(),
                null)));
  }

  @Override
  public void finish(OpenAttempt attempt, FinishDraft draft) {
    finished.add(draft);
  }
}
