package dev.weir.gateway.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants for the calls of one group.
 *
 * @param hedgeAfter how late the first content may be before a second deployment is tried; null:
 *     never
 */
public record GroupTerms(@Nullable Duration hedgeAfter) {
  /** Nothing. */
  public static final GroupTerms NONE = new GroupTerms(null);

  public GroupTerms {
    if (hedgeAfter != null && !hedgeAfter.isPositive()) {
      throw new IllegalArgumentException("hedging after " + hedgeAfter);
    }
  }
}
