package dev.weir.cli.spend;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The first day of a span that lasts until today. */
sealed interface Since {
  /** The day, where today is this one. */
  LocalDate day(LocalDate today);

  /** This day. */
  record Date(LocalDate date) implements Since {
    @Override
    public LocalDate day(LocalDate today) {
      return date;
    }
  }

  /** So many days before today. */
  record DaysAgo(int days) implements Since {
    @Override
    public LocalDate day(LocalDate today) {
      return today.minusDays(days);
    }
  }

  /** The first day of this month. */
  record ThisMonth() implements Since {
    @Override
    public LocalDate day(LocalDate today) {
      return today.withDayOfMonth(1);
    }
  }

  /** Reads {@code 2026-11-01}, {@code 7d}, {@code today} or {@code month}. */
  final class Converter implements ITypeConverter<Since> {
    private static final Pattern DAYS = Pattern.compile("([0-9]{1,5})d");

    @Override
    public Since convert(String text) {
      Matcher days = DAYS.matcher(text);
      if (days.matches()) {
        return new DaysAgo(Integer.parseInt(days.group(1)));
      }
      return switch (text) {
        case "today" -> new DaysAgo(0);
        case "month" -> new ThisMonth();
        default -> date(text);
      };
    }

    private static Since date(String text) {
      try {
        return new Date(LocalDate.parse(text));
      } catch (DateTimeException _) {
        throw new TypeConversionException(
            "'" + text + "' is no day: 2026-11-01, 7d, today or month");
      }
    }
  }
}
