package dev.weir.gateway.translate;

/** A client's request in the provider's protocol. */
public sealed interface TranslatedRequest {
  /**
   * Ready to be sent.
   *
   * @param body UTF-8 JSON
   * @param promptTokenBound no provider counts more prompt tokens than this
   * @param outputTokenBound no provider writes more tokens than this, over all choices
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Ready(byte[] body, long promptTokenBound, long outputTokenBound)
      implements TranslatedRequest {}

  /**
   * The provider lacks what is asked for, or its price is not known: 400.
   *
   * @param field the request's field, such as {@code messages[0].content[1].type}
   * @param message for the client
   */
  record Unsupported(String field, String message) implements TranslatedRequest {}
}
