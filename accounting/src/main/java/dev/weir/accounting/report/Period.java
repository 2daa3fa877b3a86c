package dev.weir.accounting.report;

import dev.weir.schemas.window.BudgetDuration;
import dev.weir.schemas.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A period that is over, and whose report is due.
 *
 * @param name {@code month}, {@code week}, or LiteLLM's text such as {@code 2d}
 * @param lastDay inclusive
 * @param end when it was over
 */
record Period(String name, LocalDate firstDay, LocalDate lastDay, Instant end) {
  /** What started on its last day may still run. */
  static final Duration GRACE = Duration.ofMinutes(15);

  private static final BudgetDuration MONTH = BudgetDuration.parse("1mo");

  /** The last calendar month, and the last of the others: {@code 7d} is a week from Monday. */
  static List<Period> due(Instant now, BudgetDuration every, ZoneId zone) {
    Instant settled = now.minus(GRACE);
    List<Period> due = new ArrayList<>();
    due.add(last("month", MONTH, settled, zone));
    Period other =
        last(every.toString().equals("7d") ? "week" : every.toString(), every, settled, zone);
    if (!other.firstDay.equals(due.getFirst().firstDay)
        || !other.lastDay.equals(due.getFirst().lastDay)) {
      due.add(other);
    }
    return due;
  }

  private static Period last(String name, BudgetDuration length, Instant now, ZoneId zone) {
    Instant start = length.windowAt(now, zone).start();
    Window window = length.windowAt(start.minusNanos(1), zone);
    Instant end = Objects.requireNonNull(window.end());
    return new Period(
        name,
        window.start().atZone(zone).toLocalDate(),
        end.atZone(zone).toLocalDate().minusDays(1),
        end);
  }

  boolean contains(String day) {
    LocalDate date = LocalDate.parse(day);
    return !date.isBefore(firstDay) && !date.isAfter(lastDay);
  }
}
