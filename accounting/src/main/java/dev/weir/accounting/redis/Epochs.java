package dev.weir.accounting.redis;

import java.util.List;

/**
 * The epochs a partition knows of.
 *
 * @param open begun and not ended, all of them
 * @param ended those whose end was read; saying one again does no harm, so a task names each for a
 *     week of log time: a crash between its commit and Redis' answer must not lose one
 */
public record Epochs(List<String> open, List<String> ended) {
  public Epochs {
    open = List.copyOf(open);
    ended = List.copyOf(ended);
    open.forEach(Epochs::requirePlain);
    ended.forEach(Epochs::requirePlain);
  }

  static void requirePlain(String epoch) {
    boolean plain = !epoch.isEmpty();
    for (int i = 0; plain && i < epoch.length(); i++) {
      plain = isPlain(epoch.charAt(i));
    }
    if (!plain) {
      throw new IllegalArgumentException("not an epoch: " + epoch);
    }
  }

  /** Not a regular expression: with each attempt, one took a twentieth of accounting's time. */
  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '.'
        || c == '_'
        || c == ':'
        || c == '-';
  }
}
