package dev.weir.schemas.config;

/**
 * Where a value is written. {@code line} and {@code column} count from 1; a line of 0 means that
 * the place is a whole file, or an environment variable.
 *
 * @param file the file as the caller named it (an included one relative to the including one's
 *     folder), or {@code environment variable NAME}
 */
public record Place(String file, int line, int column) {
  static Place variable(String name) {
    return new Place("environment variable " + name, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
