package dev.weir.provider;

import java.time.Duration;

/** Decides what happens to each well-formed call. Called from many threads at a time. */
@FunctionalInterface
public interface Script {

  /** What to do with this call. */
  Behaviour next(Call call);

  /**
   * Answers every call with pseudo-random counts that depend on the seed and the call's number
   * alone: prompt tokens a quarter of the body's bytes, 5 to 60 output tokens a choice but never
   * above the request's own limit, a cache hit or a cache write now and then, reasoning on models
   * that do.
   */
  static Script seeded(long seed) {
    return new SeededScript(seed);
  }

  /** This script, with every answer going wrong after {@code words} words. */
  default Script breaking(Break how, int words) {
    return call -> {
      Behaviour behaviour = next(call);
      return behaviour instanceof Behaviour.Answer answer ? answer.breaking(how, words) : behaviour;
    };
  }

  /** This script, with every answer cut after {@code words} words. */
  default Script cutAfter(int words) {
    return breaking(Break.CUT, words);
  }

  /** This script, with every answer's stream stalling after {@code words} words. */
  default Script stallAfter(int words) {
    return breaking(Break.STALLED, words);
  }

  /** This script, with every answer's stream ending in an error event after {@code words} words. */
  default Script errorAfter(int words, Behaviour.Refuse error) {
    return call -> {
      Behaviour behaviour = next(call);
      return behaviour instanceof Behaviour.Answer answer
          ? new Behaviour.ErrorAfter(words, error, answer)
          : behaviour;
    };
  }

  /** This script, later. */
  default Script delayedBy(Duration delay) {
    return call -> new Behaviour.Delay(delay, next(call));
  }

  /** This script at another pace; see {@link Behaviour.Paced}. */
  default Script paced(Duration first, Duration gap) {
    return call -> new Behaviour.Paced(first, gap, next(call));
  }

  /** Recovery: {@code other} for the first {@code calls} calls, then this script for good. */
  default Script after(int calls, Script other) {
    return new Schedule(calls, other, Integer.MAX_VALUE, this);
  }

  /** Flapping: {@code good} calls by this script, {@code bad} by the other, and so on for ever. */
  default Script flapping(int good, int bad, Script other) {
    return new Schedule(good, this, bad, other);
  }

  /** Brown-out: every second call, the first among them, by the other. */
  default Script brownOut(Script other) {
    return new Schedule(1, other, 1, this);
  }
}
