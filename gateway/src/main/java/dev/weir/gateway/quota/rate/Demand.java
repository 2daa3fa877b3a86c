package dev.weir.gateway.quota.rate;

/** How fast a quota is used, and so how much to have at hand. Not thread-safe. */
final class Demand {
  private final double ahead;
  private double perNano;
  private long taken;
  private long since;

  /** Little is left: more than what is asked for is not to be had. */
  boolean tight;

  /** Looks ahead for so many nanoseconds. */
  Demand(long ahead, long now) {
    this.ahead = ahead;
    this.since = now;
  }

  void took(long count) {
    taken += count;
  }

  /** Called now and then: follows the rate. */
  void beat(long now) {
    perNano = (perNano + (double) taken / Math.max(1, now - since)) / 2;
    taken = 0;
    since = now;
  }

  /** What to have at hand; 0 where less than a whole one would be used before it expires. */
  long target() {
    return tight ? 0 : (long) (perNano * ahead);
  }
}
