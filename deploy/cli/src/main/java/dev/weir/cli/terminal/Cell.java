package dev.weir.cli.terminal;

/** A text of a table, made {@link Printable}. */
public record Cell(String text, Style style) {
  /** What a cell without a value shows. */
  public static final Cell NONE = Cell.of("-");

  public Cell {
    text = Printable.of(text);
  }

  /** A text in no particular style. */
  public static Cell of(String text) {
    return new Cell(text, Style.PLAIN);
  }
}
