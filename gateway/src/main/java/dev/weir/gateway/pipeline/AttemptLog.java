package dev.weir.gateway.pipeline;

import dev.weir.gateway.journal.AttemptDraft;
import dev.weir.gateway.journal.FinishDraft;
import dev.weir.gateway.journal.OpenAttempt;
import dev.weir.gateway.journal.Recording;

/** The journal, as far as an attempt needs it. */
public interface AttemptLog {
  /** Records that an attempt is about to be sent. */
  Recording begin(AttemptDraft draft);

  /** Records how it ended. Neither throws nor waits for Kafka. */
  void finish(OpenAttempt attempt, FinishDraft draft);
}
