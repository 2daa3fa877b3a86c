package dev.weir.schemas.config;

/** The API that a provider speaks: its addresses, authentication and bodies. */
public enum ProviderKind {
  /** {@code POST /chat/completions} with a bearer key: OpenAI, and whatever is compatible. */
  OPENAI,
  /** OpenAI's bodies below {@code /openai/deployments/NAME} with an {@code api-key} header. */
  AZURE,
  /** {@code POST /v1/messages} with {@code x-api-key}. */
  ANTHROPIC
}
