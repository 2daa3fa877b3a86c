package dev.weir.cli.terminal;

/** What a text says about what it names; a terminal shows it as a colour. */
public enum Style {
  PLAIN(""),
  HEADING("1"),
  FAINT("2"),
  GOOD("32"),
  WARNING("33"),
  BAD("31");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text between the terminal's codes. */
  String coloured(String text) {
    return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
