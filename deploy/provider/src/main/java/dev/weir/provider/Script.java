package dev.weir.provider;

import java.time.Duration;

/** Decides what happens to each well-formed call. Called from many threads at a time. */
@FunctionalInterface
public interface Script {

  /** What to do with this call. */
  Behaviour next(Call call);

  /**
   * Answers every call with pseudo-random counts that depend on the seed and the call's number
   * alone: prompt tokens a quarter of the body's bytes, 5 to 60 output tokens but never above the
   * request's own limit, a cache hit or a cache write now and then, reasoning on models that do.
   */
  static Script seeded(long seed) {
    return new SeededScript(seed);
  }

  /** This script, with every answer cut after {@code chunks} words. */
  default Script cutAfter(int chunks) {
    return call -> {
      Behaviour behaviour = next(call);
      return behaviour instanceof Behaviour.Answer answer
          ? new Behaviour.CutAfter(chunks, answer)
          : behaviour;
    };
  }

  /** This script, with every answer's stream stalling after {@code chunks} words. */
  default Script stallAfter(int chunks) {
    return call -> {
      Behaviour behaviour = next(call);
      return behaviour instanceof Behaviour.Answer answer
          ? new Behaviour.StallAfter(chunks, answer)
          : behaviour;
    };
  }

  /** This script, later. */
  default Script delayedBy(Duration delay) {
    return call -> new Behaviour.Delay(delay, next(call));
  }
}
