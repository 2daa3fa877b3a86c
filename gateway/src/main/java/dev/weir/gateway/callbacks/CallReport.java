package dev.weir.gateway.callbacks;

import dev.weir.gateway.core.TraceContext;
import dev.weir.gateway.pipeline.Call;
import dev.weir.gateway.pipeline.CallTrail;
import dev.weir.gateway.pipeline.Refusal;
import dev.weir.gateway.pipeline.Served;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that has ended.
 *
 * @param answer what the client got of it; null: nothing, or it is not to be told
 * @param served who answered; null: nobody
 * @param refusal what it got instead; null: none
 * @param trail null: nobody was tried
 * @param content whether prompt and answer may be told
 */
record CallReport(
    Call call,
    TraceContext trace,
    Instant began,
    Duration took,
    @Nullable Captured answer,
    @Nullable Served served,
    @Nullable Refusal refusal,
    CallTrail.@Nullable View trail,
    boolean content) {
  private static final long OVERHEAD_BYTES = 4_096;

  /** What it keeps in memory, about. */
  long bytes() {
    return OVERHEAD_BYTES + call.request().body().length + (answer == null ? 0 : answer.length());
  }

  /** {@code answered}, {@code cut}, {@code client_gone}, or why it was refused. */
  String verdict() {
    CallTrail.Verdict verdict = trail == null ? null : trail.verdict();
    if (verdict != null) {
      return verdict.code();
    }
    return refusal != null ? refusal.code() : served != null ? "answered" : "internal";
  }
}
