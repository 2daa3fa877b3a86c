package dev.weir.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in aligned columns, made to fit the width of a terminal. Not for several threads. */
public final class Table {
  private static final String GAP = "  ";

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
   * The lines: titles if there are any, rows, and what had no room. Names are shortened first, then
   * columns left out.
   *
   * @param width of the terminal
   */
  List<String> lines(int width, boolean colour) {
    var shown = new ArrayList<Integer>(IntStream.range(0, columns.size()).boxed().toList());
    int[] widths = fit(shown, width);
    var out = new ArrayList<String>();
    if (columns.stream().anyMatch(column -> !column.title().isEmpty())) {
      out.add(line(titles(), shown, widths, colour));
    }
    rows.forEach(row -> out.add(line(row, shown, widths, colour)));
    if (shown.size() < columns.size()) {
      String hidden =
          IntStream.range(0, columns.size())
              .filter(i -> !shown.contains(i))
              .mapToObj(i -> columns.get(i).title())
              .collect(Collectors.joining(", ", "(no room for: ", ")"));
      out.add(colour ? Style.FAINT.coloured(hidden) : hidden);
    }
    return out;
  }

  private List<Cell> titles() {
    return columns.stream().map(column -> new Cell(column.title(), Style.HEADING)).toList();
  }

  /** The widths of the columns shown; takes out of them those that have no room. */
  private int[] fit(List<Integer> shown, int width) {
    while (true) {
      int[] widths = natural();
      shorten(widths, shown, width);
      int last =
          shown.stream()
              .filter(i -> columns.get(i).rank() > 0)
              .max(Comparator.comparingInt(i -> columns.get(i).rank()))
              .orElse(-1);
      if (total(widths, shown) <= width || last < 0) {
        return widths;
      }
      shown.remove(Integer.valueOf(last));
    }
  }

  private int[] natural() {
    int[] widths = columns.stream().mapToInt(column -> Printable.width(column.title())).toArray();
    for (List<Cell> row : rows) {
      Arrays.setAll(widths, i -> Math.max(widths[i], Printable.width(row.get(i).text())));
    }
    return widths;
  }

  private void shorten(int[] widths, List<Integer> shown, int width) {
    for (int over = total(widths, shown) - width; over > 0; over--) {
      int widest =
          shown.stream()
              .filter(i -> widths[i] > columns.get(i).least())
              .max(Comparator.comparingInt(i -> widths[i]))
              .orElse(-1);
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int total(int[] widths, List<Integer> shown) {
    return shown.stream().mapToInt(i -> widths[i]).sum()
        + GAP.length() * Math.max(0, shown.size() - 1);
  }

  private String line(List<Cell> cells, List<Integer> shown, int[] widths, boolean colour) {
    var line = new StringBuilder();
    for (int i : shown) {
      Cell cell = cells.get(i);
      String text = columns.get(i).padded(Printable.fitted(cell.text(), widths[i]), widths[i]);
      if (i == shown.getLast()) {
        text = text.stripTrailing();
      }
      line.append(line.isEmpty() ? "" : GAP);
      line.append(colour ? cell.style().coloured(text) : text);
    }
    return colour ? line.toString() : line.toString().stripTrailing();
  }
}
