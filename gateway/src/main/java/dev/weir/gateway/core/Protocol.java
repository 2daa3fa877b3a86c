package dev.weir.gateway.core;

import dev.weir.schemas.config.Mode;

/** What a client speaks: its route, and the shapes of its requests, answers and errors. */
public enum Protocol {
  /** OpenAI chat completions. */
  OPENAI_CHAT("/chat/completions", Mode.CHAT),
  /** Anthropic messages. */
  ANTHROPIC_MESSAGES("/messages", Mode.CHAT),
  /** OpenAI embeddings; never streamed. */
  OPENAI_EMBEDDINGS("/embeddings", Mode.EMBEDDING);

  private final String path;
  private final String versionedPath;
  private final Mode mode;

  Protocol(String path, Mode mode) {
    this.path = path;
    this.versionedPath = "/v1" + path;
    this.mode = mode;
  }

  /** Its route without a version, such as {@code /chat/completions}. */
  public String path() {
    return path;
  }

  /** Its route, such as {@code /v1/chat/completions}. */
  public String versionedPath() {
    return versionedPath;
  }

  /** What a model has to be for. */
  public Mode mode() {
    return mode;
  }

  /** Whether its errors and its {@code metadata} are OpenAI's. */
  public boolean isOpenAi() {
    return this != ANTHROPIC_MESSAGES;
  }
}
