package dev.weir.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * Where a command writes: what it was asked for to {@code out}, everything else to {@code err}.
 *
 * @param interactive a person looks at it; else it is a file or another program's input
 * @param width columns; boundless where nobody looks
 */
public record Terminal(
    PrintStream out, PrintStream err, boolean interactive, boolean colour, int width) {
  /** The width where nobody looks. */
  public static final int BOUNDLESS = Integer.MAX_VALUE;

  private static final int USUAL_WIDTH = 80;

  /**
   * That of this process: {@code COLUMNS} is its width, and {@code NO_COLOR} (no-color.org) takes
   * the colour away.
   */
  public static Terminal of(
      PrintStream out, PrintStream err, boolean interactive, Map<String, String> environment) {
    boolean colour =
        interactive
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        out, err, interactive, colour, interactive ? width(environment) : BOUNDLESS);
  }

  private static int width(Map<String, String> environment) {
    try {
      int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
      return columns > 0 ? columns : USUAL_WIDTH;
    } catch (NumberFormatException _) {
      return USUAL_WIDTH;
    }
  }

  /** Shows a table. */
  public void print(Table table) {
    table.lines(width, colour).forEach(out::println);
  }

  /** Shows a row of what has no end. */
  public void print(Layout layout, List<Cell> row) {
    out.println(layout.line(row, colour));
  }

  /** Shows the titles of what has no end. */
  public void printTitles(Layout layout) {
    out.println(layout.titles(colour));
  }

  /** Whether nobody reads any more what is written. */
  public boolean abandoned() {
    return out.checkError();
  }

  /** Writes JSON in one line. */
  public void printJson(String json) {
    out.println(Printable.of(json));
  }

  /** Writes an object in one line. */
  public void print(JsonNode json) {
    printJson(json.toString());
  }

  /** Shows a line, with its beginning in this style. */
  public void print(Style style, String beginning, String text) {
    String shown = Printable.of(beginning);
    out.println((colour ? style.coloured(shown) : shown) + Printable.of(text));
  }

  /** Tells something besides. */
  public void note(String text) {
    err.println(Printable.masked("weir: " + text));
  }
}
