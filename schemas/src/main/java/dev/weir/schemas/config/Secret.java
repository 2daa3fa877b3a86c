package dev.weir.schemas.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must never be shown: not in logs, metrics, events or errors. */
public record Secret(String value) {
  /** Whether it is the same text; takes as long for a near miss as for a far one. */
  public boolean matches(String other) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "***";
  }
}
