package dev.weir.gateway.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.schemas.events.Tokens;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Events of a message, to one message. */
final class MessageJoining implements Joining {
  /** Ends after which the model has more to say, or would say something else. */
  private static final Set<String> NOT_FINISHED = Set.of("pause_turn", "refusal");

  private ObjectNode message = Json.object();
  private boolean stopped;

  /** Inputs of tools come as pieces of JSON. */
  private final Map<Integer, StringBuilder> inputs = new HashMap<>();

  @Override
  public void add(JsonNode event) throws UnknownPieceException {
    switch (event.path("type").asText()) {
      case "message_start" -> message = object(event.path("message"));
      case "content_block_start" -> start(event);
      case "content_block_delta" -> block(event, event.path("delta"));
      case "content_block_stop" -> stop(event);
      case "message_delta" -> end(event);
      case "message_stop" -> stopped = true;
      case "ping" -> {}
      default -> throw unknown(event);
    }
  }

  private void start(JsonNode event) throws UnknownPieceException {
    ArrayNode content = content();
    if (event.path("index").asInt(-1) != content.size()) {
      throw unknown(event);
    }
    content.add(object(event.path("content_block")));
  }

  private void block(JsonNode event, JsonNode delta) throws UnknownPieceException {
    ObjectNode block = object(content().path(event.path("index").asInt(-1)));
    switch (delta.path("type").asText()) {
      case "text_delta" -> append(block, "text", delta);
      case "thinking_delta" -> append(block, "thinking", delta);
      case "signature_delta" -> append(block, "signature", delta);
      case "citations_delta" -> citations(block).add(delta.path("citation"));
      case "input_json_delta" ->
          inputs
              .computeIfAbsent(event.path("index").asInt(), _ -> new StringBuilder())
              .append(delta.path("partial_json").asText());
      default -> throw unknown(delta);
    }
  }

  private static void append(ObjectNode block, String field, JsonNode delta) {
    block.put(field, block.path(field).asText("") + delta.path(field).asText(""));
  }

  private static ArrayNode citations(ObjectNode block) {
    return block.path("citations") instanceof ArrayNode some ? some : block.putArray("citations");
  }

  private void stop(JsonNode event) throws UnknownPieceException {
    StringBuilder input = inputs.remove(event.path("index").asInt());
    if (input == null || input.isEmpty()) {
      return;
    }
    try {
      object(content().path(event.path("index").asInt(-1)))
          .set("input", Json.read(input.toString().getBytes(UTF_8)));
    } catch (IOException _) {
      throw unknown(event);
    }
  }

  private void end(JsonNode event) {
    for (var field : event.properties()) {
      switch (field.getKey()) {
        case "type" -> {}
        case "delta" ->
            field.getValue().properties().forEach(it -> message.set(it.getKey(), it.getValue()));
        case "usage" -> usage(field.getValue());
        default -> message.set(field.getKey(), field.getValue());
      }
    }
  }

  private void usage(JsonNode last) {
    ObjectNode usage =
        message.path("usage") instanceof ObjectNode first ? first : message.putObject("usage");
    for (var field : last.properties()) {
      if (!field.getValue().isNull()) {
        usage.set(field.getKey(), field.getValue());
      }
    }
  }

  /** A message always says what was counted. */
  @Override
  public ObjectNode whole(Tokens tokens) throws UnknownPieceException {
    if (!stopped || !inputs.isEmpty() || !isFinished(message)) {
      throw new UnknownPieceException("a message without an end");
    }
    return message;
  }

  /** Whether it ended for good. */
  static boolean isFinished(JsonNode message) {
    JsonNode reason = message.path("stop_reason");
    return reason.isTextual() && !NOT_FINISHED.contains(reason.textValue());
  }

  private ArrayNode content() {
    return message.path("content") instanceof ArrayNode some ? some : message.putArray("content");
  }

  private static ObjectNode object(JsonNode node) throws UnknownPieceException {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw unknown(node);
  }

  private static UnknownPieceException unknown(JsonNode piece) {
    return new UnknownPieceException(piece.path("type").asText());
  }
}
