package dev.weir.schemas.events;

import java.time.Instant;
import java.util.List;

/**
 * Many of the same, told in one.
 *
 * @param since when the first of them happened
 * @param count how many
 * @param causes by short code, the most frequent first
 */
public record Repeats(Instant since, long count, List<Cause> causes) {
  public Repeats {
    causes = List.copyOf(causes);
  }

  /** How many had this short code. */
  public record Cause(String code, long count) {}
}
