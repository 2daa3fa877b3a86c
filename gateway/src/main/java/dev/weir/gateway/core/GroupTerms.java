package dev.weir.gateway.core;

import dev.weir.schemas.config.StreamRecovery;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants for the calls of one group.
 *
 * @param hedgeAfter how late the first content may be before a second deployment is tried; null:
 *     never
 * @param streamRecovery what becomes of a stream that breaks off after content
 */
public record GroupTerms(@Nullable Duration hedgeAfter, StreamRecovery streamRecovery) {
  /** Nothing. */
  public static final GroupTerms NONE = new GroupTerms(null, StreamRecovery.OFF);

  public GroupTerms {
    if (hedgeAfter != null && !hedgeAfter.isPositive()) {
      throw new IllegalArgumentException("hedging after " + hedgeAfter);
    }
  }
}
