package dev.weir.gateway.core;

/** What a client or a provider speaks. */
public enum Protocol {
  /** OpenAI chat completions. */
  OPENAI_CHAT,
  /** Anthropic messages. */
  ANTHROPIC_MESSAGES
}
