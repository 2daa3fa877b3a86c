package dev.weir.cli.terminal;

import java.time.Duration;
import java.time.Instant;

/** Instants for people. */
public final class When {
  private static final long DAY_HOURS = 24;
  private static final long TWO_DAYS_HOURS = 48;
  private static final long HOUR_MINUTES = 60;
  private static final long TWO_HOURS_MINUTES = 120;

  private When() {}

  /** How far away it is: {@code in 12 d}, {@code in 90 min}, {@code 3 h ago}; rounded down. */
  public static String of(Instant instant, Instant now) {
    Duration distance = Duration.between(now, instant);
    return distance.isNegative() ? length(distance.negated()) + " ago" : "in " + length(distance);
  }

  private static String length(Duration length) {
    if (length.toHours() >= TWO_DAYS_HOURS) {
      return length.toHours() / DAY_HOURS + " d";
    }
    if (length.toMinutes() >= TWO_HOURS_MINUTES) {
      return length.toMinutes() / HOUR_MINUTES + " h";
    }
    return length.toMinutes() >= 1 ? length.toMinutes() + " min" : length.toSeconds() + " s";
  }
}
