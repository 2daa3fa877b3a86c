package dev.weir.gateway.core;

import java.util.Locale;

/** A kind of provider: decides URL, authentication and protocol of a deployment. */
public enum Provider {
  /** OpenAI, and anything compatible with it behind another base URL. */
  OPENAI(Protocol.OPENAI_CHAT),
  AZURE(Protocol.OPENAI_CHAT),
  ANTHROPIC(Protocol.ANTHROPIC_MESSAGES);

  private final Protocol protocol;
  private final String label = name().toLowerCase(Locale.ROOT);

  Provider(Protocol protocol) {
    this.protocol = protocol;
  }

  /** The protocol it speaks. */
  public Protocol protocol() {
    return protocol;
  }

  /** LiteLLM's name, such as {@code openai}: in events and metrics. */
  public String label() {
    return label;
  }
}
