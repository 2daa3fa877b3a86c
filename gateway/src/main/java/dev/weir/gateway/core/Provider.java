package dev.weir.gateway.core;

import java.util.Locale;

/** A kind of provider: decides URL, authentication and shapes of a deployment's calls. */
public enum Provider {
  /** OpenAI, and anything compatible with it behind another base URL. */
  OPENAI,
  /** OpenAI's models under URLs of Azure's. */
  AZURE,
  /** Has no embeddings. */
  ANTHROPIC;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** LiteLLM's name, such as {@code openai}: in events and metrics. */
  public String label() {
    return label;
  }
}
