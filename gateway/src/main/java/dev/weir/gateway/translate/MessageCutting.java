package dev.weir.gateway.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;

/** A message as events: each block with its start, what it says, and its stop. */
final class MessageCutting {
  /** Known from the start of a stream; all else is told at its end. */
  private static final Set<String> AT_START =
      Set.of("id", "type", "role", "model", "content", "usage", "container");

  private static final List<String> TEXTS = List.of("text", "thinking", "signature");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private MessageCutting() {}

  static byte[] cut(ObjectNode message) {
    return new MessageCutting().whole(message);
  }

  private byte[] whole(ObjectNode message) {
    start(message);
    int index = 0;
    for (JsonNode block : message.path("content")) {
      if (block instanceof ObjectNode one) {
        block(index++, one);
      }
    }
    end(message);
    write("message_stop", data("message_stop"));
    return out.toByteArray();
  }

  private void start(ObjectNode message) {
    ObjectNode begun = message.deepCopy();
    begun.retain(AT_START);
    begun.putArray("content");
    begun.putNull("stop_reason").putNull("stop_sequence");
    if (begun.path("usage") instanceof ObjectNode usage && usage.has("output_tokens")) {
      usage.put("output_tokens", 0);
    }
    write("message_start", data("message_start").set("message", begun));
  }

  private void block(int index, ObjectNode block) {
    ObjectNode begun = block.deepCopy();
    TEXTS.stream().filter(begun::has).forEach(text -> begun.put(text, ""));
    boolean hasInput = block.path("input").isObject();
    if (hasInput) {
      begun.putObject("input");
    }
    JsonNode citations = block.path("citations");
    if (citations.isArray()) {
      begun.putArray("citations");
    }
    ObjectNode start = data("content_block_start").put("index", index);
    write("content_block_start", start.set("content_block", begun));
    TEXTS.stream().filter(block::has).forEach(text -> text(index, text, block.path(text)));
    citations.forEach(
        it -> delta(index, Json.object().put("type", "citations_delta").set("citation", it)));
    if (hasInput) {
      String json = new String(Json.write(block.path("input")), UTF_8);
      delta(index, Json.object().put("type", "input_json_delta").put("partial_json", json));
    }
    write("content_block_stop", data("content_block_stop").put("index", index));
  }

  private void text(int index, String kind, JsonNode text) {
    delta(index, Json.object().put("type", kind + "_delta").put(kind, text.asText()));
  }

  private void delta(int index, JsonNode delta) {
    ObjectNode data = data("content_block_delta").put("index", index);
    write("content_block_delta", data.set("delta", delta));
  }

  private void end(ObjectNode message) {
    ObjectNode data = data("message_delta");
    ObjectNode delta = data.putObject("delta");
    for (var field : message.properties()) {
      if (!AT_START.contains(field.getKey())) {
        delta.set(field.getKey(), field.getValue());
      }
    }
    data.set("usage", message.path("usage"));
    write("message_delta", data);
  }

  private static ObjectNode data(String type) {
    return Json.object().put("type", type);
  }

  private void write(String name, JsonNode data) {
    out.writeBytes(StreamProgress.event(name, data));
  }
}
