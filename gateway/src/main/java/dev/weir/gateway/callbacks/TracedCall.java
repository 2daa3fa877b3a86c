package dev.weir.gateway.callbacks;

import dev.weir.gateway.pipeline.CallTrail;
import dev.weir.gateway.pipeline.Refusal;
import dev.weir.gateway.pipeline.Served;
import dev.weir.gateway.pipeline.TrailStep;
import dev.weir.schemas.config.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as one receiver may know it.
 *
 * @param input whether its prompt may be told
 * @param output whether its answer may be told
 * @param identities whether key, team and user of the key may be told
 * @param limit bytes of each of them
 */
record TracedCall(
    CallReport report,
    Question question,
    Labels labels,
    Answer answer,
    boolean input,
    boolean output,
    boolean identities,
    long limit) {

  /** What its model was asked to do. */
  Mode mode() {
    return report.call().request().protocol().mode();
  }

  /** The same by its name in the semantic conventions. */
  String operation() {
    return switch (mode()) {
      case CHAT -> "chat";
      case EMBEDDING -> "embeddings";
    };
  }

  List<TrailStep> steps() {
    CallTrail.View trail = report.trail();
    return trail == null ? List.of() : trail.steps();
  }

  /** Whether it is the attempt that the client has the answer of. */
  boolean isAnswering(TrailStep.Attempted attempt) {
    return attempt.equals(answering());
  }

  private TrailStep.@Nullable Attempted answering() {
    TrailStep.Attempted last = null;
    for (TrailStep step : steps()) {
      if (step instanceof TrailStep.Attempted attempt && answered(attempt)) {
        last = attempt;
      }
    }
    return last;
  }

  private static boolean answered(TrailStep.Attempted attempt) {
    return switch (attempt.outcome()) {
      case "succeeded", "cut" -> true;
      case "cancelled" -> "client_gone".equals(attempt.error());
      default -> false;
    };
  }

  /** Null: the answer is not a stored one. */
  Served.@Nullable Cached cached() {
    Served served = report.served();
    return served == null ? null : served.cached();
  }

  /** Whether it ended as a failure for its client. */
  boolean failed() {
    return switch (report.verdict()) {
      case "answered", "client_gone" -> false;
      default -> true;
    };
  }

  /** Why there was no answer. What a provider says of it may quote the prompt. */
  String reason() {
    return input && output && report.refusal() instanceof Refusal.ProviderFailed failed
        ? report.verdict() + ": " + failed.failure().message()
        : report.verdict();
  }
}
