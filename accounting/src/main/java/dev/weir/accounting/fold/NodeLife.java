package dev.weir.accounting.fold;

import java.time.Duration;
import java.time.Instant;

/**
 * A node that reports incidents.
 *
 * @param at of its last report, by its clock
 * @param heard at which {@link Listening#heardMillis} it came
 */
public record NodeLife(Instant at, long heard) {
  /** Three times the period of its {@code node-state}. */
  static final Duration SILENCE = Duration.ofSeconds(90);

  /** Whether it has been silent for so long that it is gone. */
  public boolean gone(Listening listening) {
    return listening.heardMillis() - heard > SILENCE.toMillis();
  }

  /**
   * For how long accounting has been listening. A pause in which nobody could report, such as an
   * outage of Kafka, counts as one period: else the first node to come back would bury the others.
   *
   * @param lastMillis log-append time of the last report
   */
  public record Listening(long lastMillis, long heardMillis) {
    private static final long PERIOD = 30_000;

    /** Before the first report. */
    public static final Listening NONE = new Listening(0, 0);

    /** One more report. */
    public Listening at(long millis) {
      long passed = Math.clamp(millis - lastMillis, 0, PERIOD);
      return new Listening(Math.max(millis, lastMillis), heardMillis + passed);
    }
  }
}
