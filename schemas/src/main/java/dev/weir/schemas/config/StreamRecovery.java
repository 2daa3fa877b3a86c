package dev.weir.schemas.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What becomes of a stream that breaks off after content. */
public enum StreamRecovery {
  /** It ends with an error. */
  OFF,
  /** Another deployment goes on with it. */
  CONTINUE;

  /** The setting of that name; null: there is none. */
  public static @Nullable StreamRecovery of(String text) {
    for (StreamRecovery recovery : values()) {
      if (recovery.name().toLowerCase(Locale.ROOT).equals(text)) {
        return recovery;
      }
    }
    return null;
  }
}
