package dev.weir.cli.tail;

import dev.weir.cli.terminal.Cell;
import dev.weir.cli.terminal.Column;
import dev.weir.cli.terminal.Layout;
import dev.weir.cli.terminal.Style;
import dev.weir.cli.terminal.Usd;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** An attempt as a line. */
final class AttemptLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int ID_DIGITS = 6;
  private static final int LONG_ID = 32;
  private static final double MILLIS = 1000;

  /** Titles, and how much room each column likes to have: nobody knows what is to come. */
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("TIME", 0),
          Column.name("KEY / TEAM", 10, 0),
          Column.name("MODEL → DEPLOYMENT", 16, 0),
          Column.name("STATUS", 12, 0),
          Column.number("LATENCY", 2),
          Column.number("TOKENS", 1),
          Column.number("COST", 0));

  private static final List<Integer> WIDTHS = List.of(8, 22, 54, 16, 8, 12, 11);

  private AttemptLine() {}

  static Layout layout(int width) {
    return Layout.fit(COLUMNS, WIDTHS, width);
  }

  /**
   * The cells of an attempt.
   *
   * @param zone of the clock on the wall
   */
  static List<Cell> of(AttemptFinished attempt, ZoneId zone) {
    return List.of(
        new Cell(TIME.format(attempt.at().atZone(zone)), Style.FAINT),
        Cell.of(who(attempt.payer())),
        Cell.of(where(attempt.route())),
        status(attempt),
        Cell.of(seconds(attempt.latency())),
        Cell.of(attempt.tokens().prompt() + "+" + attempt.tokens().output()),
        Cell.of((attempt.estimated() ? "~" : "") + Usd.of(attempt.chargedNanoUsd())));
  }

  private static String who(Payer payer) {
    String key =
        payer.keyId().equals(Payer.MASTER_KEY)
            ? "master key"
            : payer.keyAlias() == null ? shortened(payer.keyId()) : payer.keyAlias();
    String team = payer.teamAlias() == null ? payer.team() : payer.teamAlias();
    return team == null ? key : key + " / " + team;
  }

  private static String where(Route route) {
    return route.group()
        + " → "
        + route.provider()
        + "/"
        + route.model()
        + " ("
        + shortened(route.deployment())
        + ")";
  }

  /** A hash by its first digits; an id that somebody chose as it is. */
  private static String shortened(String id) {
    return id.length() < LONG_ID ? id : id.substring(0, ID_DIGITS);
  }

  /** The provider's status and what came of it; which attempt of its call, if not the first. */
  private static Cell status(AttemptFinished attempt) {
    String word =
        switch (attempt.outcome()) {
          case SUCCEEDED -> attempt.cacheHit() == null ? "" : "cached";
          case FAILED -> attempt.error() == null ? "failed" : attempt.error();
          case CUT -> "cut off";
          case CANCELLED -> "client left";
          case ORPHANED -> "gateway died";
        };
    String number = attempt.number() == 1 ? "" : "#" + attempt.number();
    String status = attempt.httpStatus() == 0 ? "" : Integer.toString(attempt.httpStatus());
    String text = String.join(" ", List.of(status, word, number)).strip().replaceAll(" +", " ");
    return new Cell(text, style(attempt));
  }

  private static Style style(AttemptFinished attempt) {
    return switch (attempt.outcome()) {
      case SUCCEEDED -> Style.GOOD;
      case CANCELLED -> Style.WARNING;
      case FAILED, CUT, ORPHANED -> Style.BAD;
    };
  }

  private static String seconds(Duration latency) {
    return latency.toMillis() < MILLIS
        ? latency.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", latency.toMillis() / MILLIS);
  }
}
