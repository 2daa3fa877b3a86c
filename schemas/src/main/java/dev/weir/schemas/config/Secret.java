package dev.weir.schemas.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A value that must never be shown: not in logs, metrics, events or errors. It prints as {@code
 * ***}, so a record that holds one can be logged. Comparing takes as long for a near miss as for a
 * far one.
 */
public record Secret(String value) {
  /** Whether it is the same text. */
  public boolean matches(String other) {
    return MessageDigest.isEqual(value.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret(String that) && matches(that);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
