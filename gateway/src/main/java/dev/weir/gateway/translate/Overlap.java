package dev.weir.gateway.translate;

/**
 * Finds where a continuation begins to say something new. Who is asked to go on with a text likes
 * to repeat its end: the word that was cut, the last sentence, or all of it. What may still be such
 * a repetition is held back.
 *
 * <p>A repetition is one only if it can't well be meant: words that would stand glued to themselves
 * ({@code widewide}), a blank after a blank, or {@value #LONG} characters and more.
 */
final class Overlap {
  private static final int LONG = 16;
  private static final int SHORTEST = 2;

  private final String said;
  private final StringBuilder held = new StringBuilder();
  private int from;
  private boolean decided;

  Overlap(String said) {
    this.said = said;
  }

  /** Takes a piece of the continuation; returns what is certainly new. */
  String accept(String more) {
    held.append(more);
    return decided || !mayRepeat() ? end() : "";
  }

  /** What is held back; once there was something, nothing that follows is. */
  String end() {
    if (held.isEmpty()) {
      return "";
    }
    String rest = decided ? held.toString() : held.substring(repeated());
    decided = true;
    held.setLength(0);
    return rest;
  }

  /** Whether all that came so far stands somewhere in the text. */
  private boolean mayRepeat() {
    from = said.indexOf(held.toString(), from);
    return from >= 0;
  }

  /** How many of the first characters repeat the last ones of the text. */
  private int repeated() {
    for (int length = Math.min(said.length(), held.length()); length > 0; length--) {
      int start = said.length() - length;
      if (said.startsWith(held.substring(0, length), start) && counts(start, length)) {
        return length;
      }
    }
    return 0;
  }

  private boolean counts(int start, int length) {
    if (length >= LONG) {
      return said.chars().skip(start).anyMatch(Character::isLetterOrDigit);
    }
    boolean begins = start == 0 || !Character.isLetterOrDigit(said.charAt(start - 1));
    boolean words =
        begins
            && length >= SHORTEST
            && Character.isLetterOrDigit(said.charAt(start))
            && Character.isLetterOrDigit(said.charAt(said.length() - 1));
    boolean blank =
        length == 1
            && said.charAt(start) == ' '
            && start > 0
            && !Character.isWhitespace(said.charAt(start - 1));
    return words || blank;
  }
}
