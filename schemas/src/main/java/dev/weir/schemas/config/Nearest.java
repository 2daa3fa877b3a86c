package dev.weir.schemas.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
final class Nearest {
  /** One typing error is forgiven in every so many letters. */
  private static final int LETTERS_PER_ERROR = 3;

  private Nearest() {}

  /** The nearest of the candidates; null when none is near. */
  private static @Nullable String to(String written, Collection<String> candidates) {
    String best = null;
    int least = Math.max(1, Math.min(3, written.length() / LETTERS_PER_ERROR)) + 1;
    for (String candidate : candidates) {
      int distance = distance(written.replace('-', '_'), candidate.replace('-', '_'));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  /** The end of a message: which candidate was probably meant; empty when none is near. */
  static String hint(String written, Collection<String> candidates) {
    String nearest = to(written, candidates);
    return nearest == null ? "" : "; did you mean `" + nearest + "`?";
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.
   */
  private static int distance(String from, String to) {
    int[][] steps = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : least(steps, from, to, i, j);
      }
    }
    return steps[from.length()][to.length()];
  }

  private static int least(int[][] steps, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int best =
        Math.min(
            Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
  }
}
