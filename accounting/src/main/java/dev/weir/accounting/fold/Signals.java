package dev.weir.accounting.fold;

import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What on-call may have to know of a finished attempt.
 *
 * @param slowAfter of a stream up to its first content, of any other answer as a whole
 */
public record Signals(Duration slowAfter) {
  /** 4xx for which the operator, and not the client, must do something. */
  private static final List<Integer> PROVIDER_FAULTS = List.of(401, 402, 403, 404, 408, 429);

  /** Mostly none. */
  public List<Signal> of(AttemptFinished attempt) {
    List<Signal> signals = new ArrayList<>();
    if (providerFailed(attempt)) {
      String error = attempt.error() == null ? "unknown" : attempt.error();
      signals.add(
          new Signal.Failed(
              attempt.at(), attempt.route(), attempt.httpStatus(), error, attempt.call()));
    }
    Duration waited = waited(attempt);
    if (attempt.outcome() == Outcome.SUCCEEDED && waited.compareTo(slowAfter) > 0) {
      signals.add(new Signal.Slow(attempt.at(), attempt.route(), waited, attempt.call()));
    }
    if (attempt.unpriced() && attempt.outcome() != Outcome.FAILED) {
      signals.add(new Signal.Unpriced(attempt.at(), attempt.route(), attempt.call()));
    }
    if (attempt.outcome() == Outcome.ORPHANED) {
      signals.add(new Signal.Orphaned(attempt.at(), attempt.epoch(), attempt.chargedNanoUsd()));
    }
    return signals;
  }

  /** A long stream is not a slow one. */
  private static Duration waited(AttemptFinished attempt) {
    Duration first = attempt.firstToken();
    return attempt.stream() && first != null ? first : attempt.latency();
  }

  /** A client's own mistake or test switch is not the provider's failure. */
  private static boolean providerFailed(AttemptFinished attempt) {
    return switch (attempt.outcome()) {
      case FAILED, CUT ->
          attempt.httpStatus() < 400
              || attempt.httpStatus() >= 500
              || PROVIDER_FAULTS.contains(attempt.httpStatus());
      case SUCCEEDED, CANCELLED, ORPHANED -> false;
    };
  }
}
