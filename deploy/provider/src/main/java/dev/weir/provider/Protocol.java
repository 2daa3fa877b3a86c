package dev.weir.provider;

/** The API a call came in by. */
public enum Protocol {
  OPENAI,
  AZURE,
  ANTHROPIC
}
