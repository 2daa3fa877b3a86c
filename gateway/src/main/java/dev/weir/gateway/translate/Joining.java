package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.schemas.events.Tokens;

/** Makes a whole answer of the events of a stream, in their order. One use. */
interface Joining {
  /** The next event. */
  void add(JsonNode event) throws UnknownPieceException;

  /**
   * All of it.
   *
   * @param tokens where the stream has not said what was counted
   * @throws UnknownPieceException if the stream was not at its end
   */
  ObjectNode whole(Tokens tokens) throws UnknownPieceException;
}
