package dev.weir.cli.terminal;

import java.util.regex.Pattern;

/** Makes text safe to show: whoever names a key must not be able to move the reader's cursor. */
public final class Printable {
  private static final Pattern SECRET = Pattern.compile("sk-[A-Za-z0-9_-]{8,}");
  private static final int FULL_WIDTH_FIRST = 0xFF01;
  private static final int FULL_WIDTH_LAST = 0xFF60;

  private Printable() {}

  /**
   * The text with every character escaped that a terminal does not show as itself: controls, marks
   * that turn the direction of writing, line separators, halves of surrogate pairs. So a new line
   * becomes <code>&#92;u000a</code>.
   */
  public static String of(String text) {
    return text.codePoints().allMatch(Printable::shows) ? text : escaped(text);
  }

  /** As {@link #of}, and without anything that looks like a key. */
  public static String masked(String text) {
    return of(SECRET.matcher(text).replaceAll("sk-***"));
  }

  /** How many columns of a terminal the text takes. */
  public static int width(String text) {
    return text.codePoints().map(Printable::width).sum();
  }

  /** The text if it fits the width, else its beginning and an ellipsis. */
  public static String fitted(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    var kept = new StringBuilder();
    int room = width - 1;
    for (int point : text.codePoints().toArray()) {
      room -= width(point);
      if (room < 0) {
        break;
      }
      kept.appendCodePoint(point);
    }
    return kept.append('…').toString();
  }

  private static String escaped(String text) {
    var safe = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          if (shows(point)) {
            safe.appendCodePoint(point);
          } else {
            // As in JSON: a character beyond 16 bits as two.
            for (char unit : Character.toChars(point)) {
              safe.append(String.format("\\u%04x", (int) unit));
            }
          }
        });
    return safe.toString();
  }

  private static boolean shows(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static int width(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  private static boolean isWide(int point) {
    return Character.isIdeographic(point)
        || Character.isEmojiPresentation(point)
        || (point >= FULL_WIDTH_FIRST && point <= FULL_WIDTH_LAST)
        || switch (Character.UnicodeScript.of(point)) {
          case HANGUL, HIRAGANA, KATAKANA -> true;
          default -> false;
        };
  }
}
