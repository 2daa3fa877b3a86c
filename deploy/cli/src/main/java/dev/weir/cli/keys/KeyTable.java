package dev.weir.cli.keys;

import dev.weir.cli.terminal.Cell;
import dev.weir.cli.terminal.Cells;
import dev.weir.cli.terminal.Column;
import dev.weir.cli.terminal.Style;
import dev.weir.cli.terminal.Table;
import java.time.Instant;
import java.util.List;

/** Keys as tables. */
final class KeyTable {
  private static final int ID_DIGITS = 12;
  private static final List<Column> COLUMNS =
      List.of(
          Column.name("ALIAS", 12, 0),
          Column.text("KEY", 4),
          Column.name("TEAM", 10, 3),
          Column.number("SPEND", 0),
          Column.number("BUDGET", 0),
          Column.number("USED", 1),
          Column.text("RESETS", 5),
          Column.text("EXPIRES", 2),
          Column.text("STATE", 0),
          Column.text("ID", 6));

  private KeyTable() {}

  /** One line a key. */
  static Table of(List<KeyRow> keys, Instant now) {
    var table = new Table(COLUMNS);
    for (KeyRow key : keys) {
      table.row(
          List.of(
              Cells.text(key.alias()),
              Cell.of(key.name()),
              Cells.text(key.shownTeam()),
              Cells.spend(key.spendNanoUsd()),
              Cells.usd(key.budgetNanoUsd()),
              Cells.share(key.share()),
              Cells.when(key.resets(), now),
              Cells.when(key.expires(), now),
              key.state(now).cell(),
              new Cell(shortId(key.id()), Style.FAINT)));
    }
    return table;
  }

  /** As many digits as tell keys apart. */
  static String shortId(String id) {
    return id.substring(0, Math.min(ID_DIGITS, id.length()));
  }
}
