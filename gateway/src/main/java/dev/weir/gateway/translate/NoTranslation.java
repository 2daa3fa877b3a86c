package dev.weir.gateway.translate;

import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Deployment;
import dev.weir.schemas.config.Mode;

/**
 * For a deployment that can't answer such calls at all.
 *
 * @param message why, for the client
 */
record NoTranslation(String message) implements Translation {
  /**
   * For a model that is for something else.
   *
   * @param mode what it is for
   */
  static NoTranslation of(String group, Mode mode) {
    String what =
        switch (mode) {
          case CHAT -> "chat, not for embeddings: call /v1/chat/completions or /v1/messages.";
          case EMBEDDING -> "embeddings, not for chat: call /v1/embeddings.";
        };
    return new NoTranslation("The model group `" + group + "` is for " + what);
  }

  @Override
  public TranslatedRequest request(
      ClientRequest request, Deployment deployment, boolean dropParams) {
    return new TranslatedRequest.Unsupported("model", message);
  }

  @Override
  public Reply complete(byte[] providerBody, String group) {
    throw new IllegalStateException("There was no request");
  }

  @Override
  public StreamTranslator stream(ClientRequest request, String group) {
    throw new IllegalStateException("There was no request");
  }
}
