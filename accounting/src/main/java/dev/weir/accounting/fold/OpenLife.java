package dev.weir.accounting.fold;

import dev.weir.accounting.fold.NodeLife.Listening;
import java.time.Duration;
import java.time.Instant;

/**
 * A life of a node, as on-call is concerned with it.
 *
 * @param opened by its own clock
 * @param heard for how long incidents had been listened to when it was last heard of
 * @param heardMillis the same in log-append time
 * @param state what on-call knows
 */
public record OpenLife(String node, Instant opened, long heard, long heardMillis, State state) {
  /** Longer than a node takes to come back on its journal. */
  static final Duration SILENCE = Duration.ofMinutes(5);

  /** Its name is still asked for when its orphans are told. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** What on-call knows of it. */
  public enum State {
    /** It lives, as far as anybody knows. */
    OPEN,
    /** It is open, and nobody hears of it. */
    STRANDED,
    /** It has ended. */
    OVER
  }

  /** It was heard of: if it falls silent again, that is told again. */
  public OpenLife heard(Listening now) {
    State next = state == State.OVER ? State.OVER : State.OPEN;
    return new OpenLife(node, opened, now.heardMillis(), now.lastMillis(), next);
  }

  /** Whether on-call must be told that nobody hears of it. */
  public boolean stranded(Listening now) {
    return state == State.OPEN && now.heardMillis() - heard >= SILENCE.toMillis();
  }

  /** Whether it need not be remembered. */
  public boolean forgettable(Listening now) {
    return state == State.OVER && now.heardMillis() - heard >= REMEMBERED.toMillis();
  }

  /** The same, with on-call knowing this. */
  public OpenLife with(State known) {
    return new OpenLife(node, opened, heard, heardMillis, known);
  }
}
