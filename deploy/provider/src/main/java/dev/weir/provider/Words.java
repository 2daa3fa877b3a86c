package dev.weir.provider;

import java.util.ArrayList;
import java.util.List;

/** Answer texts: plain ASCII words, so that a benchmark does not pay for escaping. */
final class Words {

  private static final String VOCABULARY =
      "a weir is a low dam across a river that measures and limits what flows over it while the"
          + " water behind it stays level and every drop that passes is counted once";
  private static final int PREPARED = 512;
  private static final String TEXT;
  private static final int[] ENDS = new int[PREPARED + 1];

  static {
    String[] words = VOCABULARY.split(" ", -1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PREPARED; i++) {
      text.append(i == 0 ? "" : " ").append(words[i % words.length]);
      ENDS[i + 1] = text.length();
    }
    TEXT = text.toString();
  }

  private Words() {}

  /** A text of exactly {@code count} words. */
  static String text(int count) {
    if (count <= PREPARED) {
      return TEXT.substring(0, ENDS[count]);
    }
    return TEXT + " " + text(count - PREPARED);
  }

  /** The pieces a stream sends: each word with the white space before it; together the text. */
  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) == ' ' && text.charAt(i - 1) != ' ') {
        pieces.add(text.substring(start, i));
        start = i;
      }
    }
    if (start < text.length()) {
      pieces.add(text.substring(start));
    }
    return pieces;
  }
}
