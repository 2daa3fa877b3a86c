package dev.weir.cli.spend;

import java.util.Locale;

/** What spend is added up for. */
enum By {
  KEY,
  TEAM,
  USER,
  MODEL,
  DAY;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
