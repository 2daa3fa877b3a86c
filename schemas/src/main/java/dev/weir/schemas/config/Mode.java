package dev.weir.schemas.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a model is for, by the names of LiteLLM's {@code model_info.mode}. */
public enum Mode {
  /** Answers conversations. */
  CHAT,
  /** Makes vectors of texts. */
  EMBEDDING;

  /** Such as {@code embedding}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of this name; null: Weir has none such. */
  static @Nullable Mode of(String key) {
    for (Mode mode : values()) {
      if (mode.key().equals(key)) {
        return mode;
      }
    }
    return null;
  }
}
