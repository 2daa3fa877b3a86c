package dev.weir.gateway.quota;

/** Work in rounds, by one thread. */
public interface Rounds {
  /** One round. Returns for how many nanoseconds nothing is to be done, unless it is called. */
  long step();

  /** A round failed; what was under way is of unknown outcome. */
  void startOver();

  /** The last round. */
  void giveAllBack();
}
