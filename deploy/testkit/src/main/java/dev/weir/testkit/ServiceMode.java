package dev.weir.testkit;

import java.util.Locale;
import java.util.Optional;

/** Where the servers of tests run: system property or variable {@code WEIR_TEST_SERVICES}. */
enum ServiceMode {
  /** In Docker where an engine answers and has, or gets, the image; else local. */
  AUTO,
  DOCKER,
  LOCAL;

  private static final String SETTING = "WEIR_TEST_SERVICES";

  static ServiceMode configured() {
    return parse(
        Optional.ofNullable(System.getProperty(SETTING))
            .or(() -> Optional.ofNullable(System.getenv(SETTING)))
            .orElse("auto"));
  }

  static ServiceMode parse(String text) {
    try {
      return valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          SETTING + " is '" + text + "': expected auto, docker or local", e);
    }
  }
}
