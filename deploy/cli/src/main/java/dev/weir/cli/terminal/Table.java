package dev.weir.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in aligned columns, made to fit the width of a terminal. Not for several threads. */
public final class Table {
  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  /** A table without rows. */
  public Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row. */
  public void row(List<Cell> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(List.copyOf(cells));
  }

  /**
   * The lines: titles if there are any, rows, and what had no room.
   *
   * @param width of the terminal
   */
  List<String> lines(int width, boolean colour) {
    Layout layout = Layout.fit(columns, natural(), width);
    var out = new ArrayList<String>();
    if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
      out.add(layout.titles(colour));
    }
    rows.forEach(row -> out.add(layout.line(row, colour)));
    String hidden = layout.hidden();
    if (!hidden.isEmpty()) {
      out.add(colour ? Style.FAINT.coloured(hidden) : hidden);
    }
    return out;
  }

  private List<Integer> natural() {
    int[] widths = columns.stream().mapToInt(column -> Printable.width(column.title())).toArray();
    for (List<Cell> row : rows) {
      Arrays.setAll(widths, i -> Math.max(widths[i], Printable.width(row.get(i).text())));
    }
    return IntStream.of(widths).boxed().toList();
  }
}
