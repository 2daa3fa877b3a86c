package dev.weir.cli.keys;

import dev.weir.cli.terminal.Cell;
import dev.weir.cli.terminal.Style;

/** Whether a key works, and why not. */
enum KeyState {
  ACTIVE("active", Style.GOOD),
  BLOCKED("blocked", Style.BAD),
  TEAM_BLOCKED("team-blocked", Style.BAD),
  EXPIRED("expired", Style.BAD),
  /** Its own budget is spent; a team's or user's may hold an active one. */
  SPENT("spent", Style.BAD);

  private final String word;
  private final Style style;

  KeyState(String word, Style style) {
    this.word = word;
    this.style = style;
  }

  Cell cell() {
    return new Cell(word, style);
  }

  @Override
  public String toString() {
    return word;
  }
}
