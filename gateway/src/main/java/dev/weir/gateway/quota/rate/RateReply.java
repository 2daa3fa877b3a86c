package dev.weir.gateway.quota.rate;

import java.util.List;

/** What Redis answers to a {@link RateAsk}. */
sealed interface RateReply {
  /**
   * Noted.
   *
   * @param granted more, possibly 0
   * @param bucket in which the grant counts; windows only
   * @param used by all, after the grant
   * @param leaving when it leaves the window, in order; windows only
   */
  record Noted(long granted, long bucket, long used, List<Leaving> leaving) implements RateReply {
    public Noted {
      leaving = List.copyOf(leaving);
    }
  }

  /** So much leaves after so many milliseconds. */
  record Leaving(long millis, long count) {}

  /** Refused: another life. */
  record OtherLife() implements RateReply {}

  /** Ignored: this call, or a later one, came before. */
  record Old() implements RateReply {}
}
