package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import dev.weir.schemas.events.Tokens;

/** Writes messages and their events for answers of OpenAI's. */
final class MessageAnswer {
  private final String id;
  private final String group;

  MessageAnswer(String chatId, String group) {
    this.id = chatId;
    this.group = group;
  }

  /** A whole answer. */
  ObjectNode complete(String text, String finishReason, Tokens tokens) {
    ArrayNode content = Json.object().arrayNode();
    if (!text.isEmpty()) {
      content.add(block(text));
    }
    ObjectNode message = root(content);
    message.put("stop_reason", stopReason(finishReason)).putNull("stop_sequence");
    return message.set("usage", usage(tokens));
  }

  /** Opens a stream; OpenAI tells the prompt's tokens only at the end. */
  byte[] start() {
    ObjectNode message = root(Json.object().arrayNode());
    message.putNull("stop_reason").putNull("stop_sequence").set("usage", usage(Tokens.NONE));
    return event("message_start", data("message_start").set("message", message));
  }

  byte[] blockStart() {
    return event(
        "content_block_start",
        data("content_block_start").put("index", 0).set("content_block", block("")));
  }

  byte[] blockDelta(String text) {
    return textDelta(0, text).bytes();
  }

  byte[] blockStop() {
    return stopOf(0).bytes();
  }

  static SseEvent textDelta(int index, String text) {
    ObjectNode delta = Json.object().put("type", "text_delta").put("text", text);
    ObjectNode data = data("content_block_delta").put("index", index).set("delta", delta);
    return new SseEvent("content_block_delta", Json.write(data));
  }

  static SseEvent stopOf(int index) {
    ObjectNode data = data("content_block_stop").put("index", index);
    return new SseEvent("content_block_stop", Json.write(data));
  }

  byte[] delta(String finishReason, Tokens tokens) {
    ObjectNode delta =
        Json.object().put("stop_reason", stopReason(finishReason)).putNull("stop_sequence");
    ObjectNode data = data("message_delta").set("delta", delta);
    return event("message_delta", data.set("usage", usage(tokens)));
  }

  byte[] stop() {
    return event("message_stop", data("message_stop"));
  }

  private ObjectNode root(ArrayNode content) {
    ObjectNode message =
        Json.object()
            .put("id", id)
            .put("type", "message")
            .put("role", "assistant")
            .put("model", group);
    return message.set("content", content);
  }

  private static ObjectNode block(String text) {
    return Json.object().put("type", "text").put("text", text);
  }

  private static ObjectNode data(String type) {
    return Json.object().put("type", type);
  }

  private static byte[] event(String name, ObjectNode data) {
    return StreamProgress.event(name, data);
  }

  /** OpenAI doesn't say whether a stop sequence ended it. */
  private static String stopReason(String finishReason) {
    return switch (finishReason) {
      case "length" -> "max_tokens";
      case "tool_calls", "function_call" -> "tool_use";
      case "content_filter" -> "refusal";
      default -> "end_turn";
    };
  }

  static ObjectNode usage(Tokens tokens) {
    return Json.object()
        .put("input_tokens", tokens.input())
        .put("cache_creation_input_tokens", tokens.cacheWrite5m() + tokens.cacheWrite1h())
        .put("cache_read_input_tokens", tokens.cacheRead())
        .put("output_tokens", tokens.output());
  }
}
