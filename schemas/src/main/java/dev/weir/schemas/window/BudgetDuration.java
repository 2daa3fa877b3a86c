package dev.weir.schemas.window;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a budget window lasts, in LiteLLM's grammar: {@code 30s 5m 24h 7d 2w 1mo}.
 *
 * <p>Windows are a pure function of the instant and the zone, so no job resets anything. The
 * calendar rules are LiteLLM's (reference/litellm.md §3.4): {@code 1d} and {@code 24h} run from
 * midnight to midnight, {@code 7d} and {@code 1w} from Monday, {@code 30d} and {@code 1mo} from the
 * first of the month; other days and weeks are counted from Monday 1970-01-05, hours, minutes and
 * seconds in multiples from midnight of that day.
 */
public record BudgetDuration(int count, Unit unit) {
  private static final Pattern GRAMMAR = Pattern.compile("([1-9][0-9]{0,5})(mo|s|m|h|d|w)");
  private static final LocalDate ANCHOR = LocalDate.of(1970, 1, 5);
  private static final int DAYS_A_WEEK = 7;
  private static final int DAYS_A_MONTH = 30;

  /** Units of the grammar. */
  public enum Unit {
    SECONDS("s"),
    MINUTES("m"),
    HOURS("h"),
    DAYS("d"),
    WEEKS("w"),
    MONTHS("mo");

    private final String symbol;

    Unit(String symbol) {
      this.symbol = symbol;
    }
  }

  /**
   * Reads a duration such as {@code 30d}.
   *
   * @throws IllegalArgumentException naming what was found and what was expected
   */
  public static BudgetDuration parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "found `" + text + "`, expected a duration such as 30s, 5m, 24h, 7d, 2w or 1mo");
    }
    for (Unit unit : Unit.values()) {
      if (unit.symbol.equals(matcher.group(2))) {
        return new BudgetDuration(Integer.parseInt(matcher.group(1)), unit);
      }
    }
    throw new IllegalStateException("unit without symbol in " + text);
  }

  /** The window that the instant lies in. */
  public Window windowAt(Instant instant, ZoneId zone) {
    LocalDate day = instant.atZone(zone).toLocalDate();
    return switch (unit) {
      case SECONDS, MINUTES, HOURS -> clockWindow(instant, zone, day);
      case DAYS -> count == DAYS_A_MONTH ? months(day, 1, zone) : days(day, count, zone);
      case WEEKS -> days(day, count * DAYS_A_WEEK, zone);
      case MONTHS -> months(day, count, zone);
    };
  }

  private Window clockWindow(Instant instant, ZoneId zone, LocalDate day) {
    Duration length = Duration.of(count, chronoUnit());
    if (length.equals(Duration.ofDays(1))) {
      return days(day, 1, zone);
    }
    Instant anchor = ANCHOR.atStartOfDay(ZoneId.of("UTC")).toInstant();
    long seconds = length.toSeconds();
    long n = Math.floorDiv(instant.getEpochSecond() - anchor.getEpochSecond(), seconds);
    Instant start = anchor.plusSeconds(n * seconds);
    return new Window(start, start.plusSeconds(seconds));
  }

  private ChronoUnit chronoUnit() {
    return switch (unit) {
      case SECONDS -> ChronoUnit.SECONDS;
      case MINUTES -> ChronoUnit.MINUTES;
      case HOURS -> ChronoUnit.HOURS;
      case DAYS -> ChronoUnit.DAYS;
      case WEEKS -> ChronoUnit.WEEKS;
      case MONTHS -> ChronoUnit.MONTHS;
    };
  }

  private static Window days(LocalDate day, int length, ZoneId zone) {
    LocalDate first =
        length == DAYS_A_WEEK
            ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            : day.minusDays(Math.floorMod(ChronoUnit.DAYS.between(ANCHOR, day), length));
    return between(first.atStartOfDay(zone), first.plusDays(length).atStartOfDay(zone));
  }

  private static Window months(LocalDate day, int length, ZoneId zone) {
    LocalDate first = day.withDayOfMonth(1);
    first =
        first.minusMonths(Math.floorMod(first.getYear() * 12 + first.getMonthValue() - 1, length));
    return between(first.atStartOfDay(zone), first.plusMonths(length).atStartOfDay(zone));
  }

  private static Window between(ZonedDateTime start, ZonedDateTime end) {
    return new Window(start.toInstant(), end.toInstant());
  }

  /** The duration as LiteLLM writes it. */
  @Override
  public String toString() {
    return count + unit.symbol;
  }
}
