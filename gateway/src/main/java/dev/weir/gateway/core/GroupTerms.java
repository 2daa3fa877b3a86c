package dev.weir.gateway.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants for the calls of one group.
 *
 * @param hedgeAfter how late the first content may be before a second deployment is tried; null:
 *     never
 * @param continues whether a stream that breaks after content goes on with another deployment
 */
public record GroupTerms(@Nullable Duration hedgeAfter, boolean continues) {
  /** Neither. */
  public static final GroupTerms NONE = new GroupTerms(null, false);

  public GroupTerms {
    if (hedgeAfter != null && !hedgeAfter.isPositive()) {
      throw new IllegalArgumentException("hedging after " + hedgeAfter);
    }
  }
}
