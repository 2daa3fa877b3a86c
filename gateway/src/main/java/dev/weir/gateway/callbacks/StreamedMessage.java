package dev.weir.gateway.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.weir.gateway.api.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events of an Anthropic message. */
final class StreamedMessage extends StreamedAnswer {
  private final Map<Integer, Block> blocks = new TreeMap<>();
  private final List<String> reasons = new ArrayList<>();
  private @Nullable String id;

  /**
   * A part of the content.
   *
   * @param begun as it was begun
   * @param rest of its text, or of its input as JSON
   */
  private record Block(ObjectNode begun, StringBuilder rest) {}

  @Override
  void take(JsonNode event) {
    int index = event.path("index").asInt();
    switch (event.path("type").asText("")) {
      case "message_start" -> id = event.path("message").path("id").textValue();
      case "content_block_start" -> {
        if (event.path("content_block") instanceof ObjectNode block) {
          blocks.put(index, new Block(block, new StringBuilder()));
        }
      }
      case "content_block_delta" -> delta(blocks.get(index), event.path("delta"));
      case "message_delta" -> Answer.addReason(event.path("delta").path("stop_reason"), reasons);
      default -> {
        // Signs of life, and ends of what is known.
      }
    }
  }

  private static void delta(@Nullable Block block, JsonNode delta) {
    String field =
        switch (delta.path("type").asText("")) {
          case "text_delta" -> "text";
          case "thinking_delta" -> "thinking";
          case "input_json_delta" -> "partial_json";
          // Signatures and the like are nothing to look at.
          default -> "";
        };
    if (block != null) {
      block.rest.append(delta.path(field).asText(""));
    }
  }

  @Override
  Answer answer() {
    ObjectNode message = Json.object().put("role", "assistant");
    ArrayNode content = message.putArray("content");
    blocks.values().forEach(block -> content.add(whole(block)));
    return new Answer(List.of(message), reasons, id);
  }

  private static ObjectNode whole(Block block) {
    ObjectNode whole = block.begun;
    String rest = block.rest.toString();
    switch (whole.path("type").asText("")) {
      case "text" -> whole.put("text", whole.path("text").asText("") + rest);
      case "thinking" -> whole.put("thinking", whole.path("thinking").asText("") + rest);
      default -> {
        if (!rest.isEmpty()) {
          whole.set("input", input(rest));
        }
      }
    }
    return whole;
  }

  /** A stream that was cut may have begun an input and not ended it. */
  private static JsonNode input(String json) {
    try {
      return Json.read(json.getBytes(UTF_8));
    } catch (IOException e) {
      return TextNode.valueOf(json);
    }
  }
}
