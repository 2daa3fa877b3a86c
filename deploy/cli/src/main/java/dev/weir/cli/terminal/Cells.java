package dev.weir.cli.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Values as tables show them; one that is not there is a dash. */
public final class Cells {
  private static final double NEARLY = 0.8;

  private Cells() {}

  /** A text. */
  public static Cell text(@Nullable String text) {
    return text == null ? Cell.NONE : Cell.of(text);
  }

  /** A number. */
  public static Cell count(@Nullable Long count) {
    return count == null ? Cell.NONE : Cell.of(count.toString());
  }

  /** An amount of nano-USD. */
  public static Cell usd(@Nullable Long nanos) {
    return nanos == null ? Cell.NONE : Cell.of(Usd.of(nanos));
  }

  /** What was spent, in nano-USD: what can't be read is not shown as none. */
  public static Cell spend(@Nullable Long nanos) {
    return nanos == null ? new Cell("?", Style.WARNING) : Cell.of(Usd.of(nanos));
  }

  /** A part of a whole, 1.0 = all of it; rounded down. */
  public static Cell percent(@Nullable Double part) {
    if (part == null) {
      return Cell.NONE;
    }
    // Decimal: 0.29 * 100 is less than 29.
    var percent = BigDecimal.valueOf(part).movePointRight(2).setScale(0, RoundingMode.FLOOR);
    return Cell.of(percent.toPlainString() + " %");
  }

  /** What is used of a budget, 1.0 = all of it; rounded down, so that 100 % is all of it. */
  public static Cell share(@Nullable Double share) {
    if (share == null) {
      return Cell.NONE;
    }
    Style style = share >= 1 ? Style.BAD : share >= NEARLY ? Style.WARNING : Style.PLAIN;
    return new Cell(percent(share).text(), style);
  }

  /** An instant and how far away it is. */
  public static Cell exactly(@Nullable Instant instant, Instant now) {
    return instant == null
        ? Cell.NONE
        : Cell.of(instant.truncatedTo(ChronoUnit.SECONDS) + " (" + When.of(instant, now) + ")");
  }

  /** How far away an instant is. */
  public static Cell when(@Nullable Instant instant, Instant now) {
    return instant == null ? Cell.NONE : Cell.of(When.of(instant, now));
  }
}
