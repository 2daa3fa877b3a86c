package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.schemas.events.Tokens;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chunks of chat completions, to one completion. */
final class ChatJoining implements Joining {
  /** Texts that come in pieces; any other text comes once, or is repeated. */
  private static final Set<String> PIECES =
      Set.of("content", "refusal", "reasoning_content", "reasoning", "arguments", "transcript");

  /** Of a chunk alone. */
  private static final Set<String> CHUNKS = Set.of("choices", "usage", "object", "obfuscation");

  private final ObjectNode answer = Json.object().put("object", "chat.completion");
  private final Map<Integer, ObjectNode> choices = new TreeMap<>();
  private @Nullable JsonNode usage;

  @Override
  public void add(JsonNode chunk) throws UnknownPieceException {
    for (var field : chunk.properties()) {
      if (!CHUNKS.contains(field.getKey()) && !field.getValue().isNull()) {
        answer.set(field.getKey(), field.getValue());
      }
    }
    if (chunk.path("usage").isObject()) {
      usage = chunk.path("usage");
    }
    for (JsonNode choice : chunk.path("choices")) {
      add(choices.computeIfAbsent(choice.path("index").asInt(), ChatJoining::choice), choice);
    }
  }

  private static ObjectNode choice(int index) {
    ObjectNode choice = Json.object().put("index", index);
    choice.set("message", Json.object().put("role", "assistant").putNull("content"));
    return choice.putNull("logprobs").putNull("finish_reason");
  }

  private static void add(ObjectNode whole, JsonNode piece) throws UnknownPieceException {
    for (var field : piece.properties()) {
      if (field.getValue().isNull()) {
        continue;
      }
      switch (field.getKey()) {
        case "index" -> {}
        case "delta" -> merge(whole.withObjectProperty("message"), field.getValue());
        case "logprobs" -> merge(objectIn(whole, "logprobs"), field.getValue());
        default -> whole.set(field.getKey(), field.getValue());
      }
    }
  }

  private static void merge(ObjectNode into, JsonNode piece) throws UnknownPieceException {
    for (var field : piece.properties()) {
      merge(into, field.getKey(), field.getValue());
    }
  }

  private static void merge(ObjectNode into, String name, JsonNode piece)
      throws UnknownPieceException {
    JsonNode before = into.path(name);
    switch (piece.getNodeType()) {
      case NULL -> {
        if (before.isMissingNode()) {
          into.set(name, piece);
        }
      }
      case OBJECT -> merge(objectIn(into, name), piece);
      case ARRAY -> merge(arrayIn(into, name), (ArrayNode) piece);
      case STRING -> {
        if (PIECES.contains(name)) {
          into.put(name, before.asText("") + piece.textValue());
        } else if (!before.isTextual() || before.equals(piece)) {
          into.set(name, piece);
        } else {
          throw new UnknownPieceException(name);
        }
      }
      case NUMBER, BOOLEAN, BINARY, MISSING, POJO -> into.set(name, piece);
    }
  }

  /** What has an index, such as a tool call, comes in pieces; all else is a part of its own. */
  private static void merge(ArrayNode into, ArrayNode pieces) throws UnknownPieceException {
    for (JsonNode piece : pieces) {
      if (piece.path("index").isInt() && piece instanceof ObjectNode object) {
        merge(at(into, object.path("index")), object);
      } else {
        into.add(piece);
      }
    }
  }

  private static ObjectNode at(ArrayNode array, JsonNode index) {
    for (JsonNode element : array) {
      if (element instanceof ObjectNode object && element.path("index").equals(index)) {
        return object;
      }
    }
    return array.addObject();
  }

  private static ObjectNode objectIn(ObjectNode node, String name) {
    return node.path(name) instanceof ObjectNode object ? object : node.putObject(name);
  }

  private static ArrayNode arrayIn(ObjectNode node, String name) {
    return node.path(name) instanceof ArrayNode array ? array : node.putArray(name);
  }

  @Override
  public ObjectNode whole(Tokens tokens) throws UnknownPieceException {
    ArrayNode all = answer.putArray("choices");
    Consumer<ObjectNode> add = all::add;
    choices.values().forEach(add);
    for (JsonNode choice : all) {
      for (JsonNode call : choice.path("message").path("tool_calls")) {
        ((ObjectNode) call).remove("index");
      }
    }
    if (!isFinished(answer)) {
      throw new UnknownPieceException("a choice without an end");
    }
    answer.set("usage", usage == null ? ChatAnswer.usage(tokens) : usage);
    return answer;
  }

  /** Whether every choice ended for good, and not because the provider would not go on. */
  static boolean isFinished(JsonNode answer) {
    JsonNode choices = answer.path("choices");
    return !choices.isEmpty()
        && choices
            .valueStream()
            .map(choice -> choice.path("finish_reason"))
            .allMatch(reason -> reason.isTextual() && !reason.asText().equals("content_filter"));
  }
}
