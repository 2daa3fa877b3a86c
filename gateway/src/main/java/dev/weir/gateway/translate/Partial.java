package dev.weir.gateway.translate;

import org.jspecify.annotations.Nullable;

/**
 * What a client has of an answer whose stream broke off, as far as another has to go on from it.
 */
public sealed interface Partial {
  /** The answer so far; never empty. */
  String text();

  /**
   * Of a chat completion: every chunk has these.
   *
   * @param created in seconds
   */
  record Chat(String text, String id, long created, String model) implements Partial {}

  /**
   * Of a message.
   *
   * @param next index of the next content block
   * @param open index of the text block that has no end yet; null: none
   */
  record Messages(String text, int next, @Nullable Integer open) implements Partial {}
}
