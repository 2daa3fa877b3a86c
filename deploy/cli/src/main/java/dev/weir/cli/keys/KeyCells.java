package dev.weir.cli.keys;

import dev.weir.cli.terminal.Cell;
import dev.weir.cli.terminal.Style;
import dev.weir.cli.terminal.Usd;
import dev.weir.cli.terminal.When;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The values of a key as a table shows them. */
final class KeyCells {
  private static final double NEARLY = 0.8;
  private static final int PERCENT = 100;

  private KeyCells() {}

  static Cell text(@Nullable String text) {
    return text == null ? Cell.NONE : Cell.of(text);
  }

  static Cell count(@Nullable Long count) {
    return count == null ? Cell.NONE : Cell.of(count.toString());
  }

  static Cell usd(@Nullable Long nanos) {
    return nanos == null ? Cell.NONE : Cell.of(Usd.of(nanos));
  }

  /** Spend that can't be read is not shown as none. */
  static Cell spend(@Nullable Long nanos) {
    return nanos == null ? new Cell("?", Style.WARNING) : Cell.of(Usd.of(nanos));
  }

  /** Rounded down: 100 % is all of it. */
  static Cell share(@Nullable Double share) {
    if (share == null) {
      return Cell.NONE;
    }
    Style style = share >= 1 ? Style.BAD : share >= NEARLY ? Style.WARNING : Style.PLAIN;
    return new Cell((long) Math.floor(share * PERCENT) + " %", style);
  }

  /** With the instant itself, where there is room for it. */
  static Cell exactly(@Nullable Instant instant, Instant now) {
    return instant == null
        ? Cell.NONE
        : Cell.of(instant.truncatedTo(ChronoUnit.SECONDS) + " (" + When.of(instant, now) + ")");
  }

  static Cell when(@Nullable Instant instant, Instant now) {
    return instant == null ? Cell.NONE : Cell.of(When.of(instant, now));
  }
}
