package dev.weir.cli.terminal;

/**
 * A column of a table.
 *
 * @param least it may be shortened to so many characters where there is no room
 * @param rank where there is still no room, columns are left out, the highest rank first; 0: never
 */
public record Column(String title, Align align, int least, int rank) {
  /** On which side the texts of a column stand. */
  public enum Align {
    LEFT,
    RIGHT
  }

  /** A column of texts that is never shortened. */
  public static Column text(String title, int rank) {
    return new Column(title, Align.LEFT, Integer.MAX_VALUE, rank);
  }

  /** A column of names, shortened to no less than this. */
  public static Column name(String title, int least, int rank) {
    return new Column(title, Align.LEFT, least, rank);
  }

  /** A column of numbers: never shortened. */
  public static Column number(String title, int rank) {
    return new Column(title, Align.RIGHT, Integer.MAX_VALUE, rank);
  }

  /** The text with spaces up to the width. */
  String padded(String text, int width) {
    String spaces = " ".repeat(Math.max(0, width - Printable.width(text)));
    return align == Align.LEFT ? text + spaces : spaces + text;
  }
}
