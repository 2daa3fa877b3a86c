package dev.weir.standalone;

/** Text that is pasted into a POSIX shell. */
final class Shell {
  private Shell() {}

  /** The word as it is where nothing in it means anything to a shell, else in single quotes. */
  static String quote(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
