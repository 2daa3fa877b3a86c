package dev.weir.gateway.quota;

/** What Redis answers to an {@link Ask}. Amounts are whole micro-USD. */
sealed interface Reply {
  /**
   * The total is noted.
   *
   * @param phase whether grants are to be had
   * @param granted more, possibly 0
   * @param used of the window, after this grant
   * @param finished cost of all finished attempts, as accounting has told so far
   * @param ownFinished of that, this epoch's
   * @param wanted somebody was refused lately
   */
  record Noted(
      Phase phase, long granted, long used, long finished, long ownFinished, boolean wanted)
      implements Reply {}

  /** What a noted call may hope for. */
  enum Phase {
    READY,
    FILLING,
    OVER
  }

  /** Refused: another life. */
  record OtherLife() implements Reply {}

  /** Ignored: a later call came first. */
  record Old() implements Reply {}

  /** Refused: this node's epoch has been ended, its leases are void. */
  record Ended() implements Reply {}
}
