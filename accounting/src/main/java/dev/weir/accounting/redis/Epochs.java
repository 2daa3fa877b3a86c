package dev.weir.accounting.redis;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The epochs a partition knows of.
 *
 * @param open begun and not ended, all of them
 * @param ended those whose end was read; saying one again does no harm, so a task names each for a
 *     week of log time: a crash between its commit and Redis' answer must not lose one
 */
public record Epochs(List<String> open, List<String> ended) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]+");

  public Epochs {
    open = List.copyOf(open);
    ended = List.copyOf(ended);
    open.forEach(Epochs::requirePlain);
    ended.forEach(Epochs::requirePlain);
  }

  static void requirePlain(String epoch) {
    if (!PLAIN.matcher(epoch).matches()) {
      throw new IllegalArgumentException("not an epoch: " + epoch);
    }
  }
}
