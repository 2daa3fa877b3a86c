package dev.weir.cli.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which columns are shown, and how wide each is. Names are shortened first, then columns left out.
 *
 * @param shown positions of the columns that have room
 * @param widths of all columns
 * @param bounded whether a text that is longer than its column is shortened
 */
public record Layout(
    List<Column> columns, List<Integer> shown, List<Integer> widths, boolean bounded) {
  private static final String GAP = "  ";

  public Layout {
    columns = List.copyOf(columns);
    shown = List.copyOf(shown);
    widths = List.copyOf(widths);
  }

  /**
   * The columns at these widths, made to fit.
   *
   * @param width of the terminal; {@link Terminal#BOUNDLESS} where nothing is shortened
   */
  public static Layout fit(List<Column> columns, List<Integer> wanted, int width) {
    var shown = new ArrayList<Integer>(IntStream.range(0, columns.size()).boxed().toList());
    while (true) {
      int[] widths = wanted.stream().mapToInt(Integer::intValue).toArray();
      shorten(columns, widths, shown, width);
      int last =
          shown.stream()
              .filter(i -> columns.get(i).rank() > 0)
              .max(Comparator.comparingInt(i -> columns.get(i).rank()))
              .orElse(-1);
      if (total(widths, shown) <= width || last < 0) {
        return new Layout(
            columns, shown, IntStream.of(widths).boxed().toList(), width != Terminal.BOUNDLESS);
      }
      shown.remove(Integer.valueOf(last));
    }
  }

  private static void shorten(List<Column> columns, int[] widths, List<Integer> shown, int width) {
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

  /** The titles as a line. */
  String titles(boolean colour) {
    return line(
        columns.stream().map(column -> new Cell(column.title(), Style.HEADING)).toList(), colour);
  }

  /** What has no room, as a line; empty: nothing. */
  String hidden() {
    return shown.size() == columns.size()
        ? ""
        : IntStream.range(0, columns.size())
            .filter(i -> !shown.contains(i))
            .mapToObj(i -> columns.get(i).title())
            .collect(Collectors.joining(", ", "(no room for: ", ")"));
  }

  /** A row as a line. */
  String line(List<Cell> cells, boolean colour) {
    var line = new StringBuilder();
    for (int i : shown) {
      Cell cell = cells.get(i);
      String fitted = bounded ? Printable.fitted(cell.text(), widths.get(i)) : cell.text();
      String text = columns.get(i).padded(fitted, widths.get(i));
      if (i == shown.getLast()) {
        text = text.stripTrailing();
      }
      line.append(line.isEmpty() ? "" : GAP);
      line.append(colour ? cell.style().coloured(text) : text);
    }
    return colour ? line.toString() : line.toString().stripTrailing();
  }
}
