package dev.weir.cli.keys;

import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** In which order keys are listed; those without the value are last. */
enum KeyOrder {
  CREATED,
  ALIAS,
  TEAM,
  SPEND,
  BUDGET,
  USED,
  EXPIRES;

  Comparator<KeyRow> comparator() {
    return switch (this) {
      case CREATED -> ascending(KeyRow::created);
      case ALIAS -> ascending(KeyRow::alias);
      case TEAM -> ascending(KeyRow::shownTeam);
      case SPEND -> descending(KeyRow::spendNanoUsd);
      case BUDGET -> descending(KeyRow::budgetNanoUsd);
      case USED -> descending(KeyRow::share);
      case EXPIRES -> ascending(KeyRow::expires);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static <T extends Comparable<T>> Comparator<KeyRow> ascending(
      Function<KeyRow, @Nullable T> value) {
    return Comparator.comparing(value, Comparator.nullsLast(Comparator.naturalOrder()));
  }

  private static <T extends Comparable<T>> Comparator<KeyRow> descending(
      Function<KeyRow, @Nullable T> value) {
    return Comparator.comparing(value, Comparator.nullsLast(Comparator.reverseOrder()));
  }
}
