package dev.weir.gateway.quota.rate;

import java.time.Duration;

/**
 * The times that the engine works with; all nodes must agree on the first three.
 *
 * @param window in which a limit is counted
 * @param usable for so long a grant may be used; it counts for {@code window + usable}
 * @param bucket how finely Redis counts; a grant counts for up to this much longer
 * @param patience how long a call waits for Redis' answer before it is refused
 * @param alone without Redis for so long, a node serves from its own share of a limit
 * @param settling for so long a Redis that lost its data grants each node its share at most
 * @param silent permits of a node that Redis has not heard of for so long are void
 */
public record RateSettings(
    Duration window,
    Duration usable,
    Duration bucket,
    Duration patience,
    Duration alone,
    Duration settling,
    Duration silent) {
  /** As quota-protocol.md has them: 60 s, 0.5 s, 1 s; waits 1 s. */
  public static final RateSettings DEFAULT =
      new RateSettings(
          Duration.ofSeconds(60),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10));

  public RateSettings {
    if (!window.isPositive() || !usable.isPositive() || !bucket.isPositive()) {
      throw new IllegalArgumentException(window + ", " + usable + ", " + bucket);
    }
  }

  /** How long a grant counts, up to the bucket that it lies in. */
  Duration counts() {
    return window.plus(usable);
  }
}
