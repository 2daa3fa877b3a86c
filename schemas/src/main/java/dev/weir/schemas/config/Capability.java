package dev.weir.schemas.config;

import java.util.Locale;

/** What a model can or can't do, by the names of LiteLLM's cost map. */
public enum Capability {
  /** Goes on from a last message of its own. */
  ASSISTANT_PREFILL,
  /** Calls tools. */
  FUNCTION_CALLING,
  /** Keeps to a JSON Schema. */
  RESPONSE_SCHEMA,
  /** Sees images. */
  VISION,
  /** Reads PDF documents. */
  PDF_INPUT,
  /** Hears. */
  AUDIO_INPUT;

  /** Such as {@code supports_assistant_prefill}. */
  public String key() {
    return "supports_" + name().toLowerCase(Locale.ROOT);
  }
}
