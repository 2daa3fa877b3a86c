package dev.weir.gateway.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import java.io.IOException;

/**
 * Messages of both protocols as the semantic conventions want them: a role and parts (JSON schemas
 * {@code gen-ai-input-messages} and {@code gen-ai-output-messages}). A part that they do not name
 * stays as it is.
 */
final class GenAiMessages {
  private GenAiMessages() {}

  static ArrayNode input(JsonNode messages) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    messages.forEach(message -> all.add(message(message)));
    return all;
  }

  static ArrayNode output(Answer answer) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < answer.messages().size(); i++) {
      ObjectNode message = message(answer.messages().get(i));
      if (i < answer.finishReasons().size()) {
        message.put("finish_reason", answer.finishReasons().get(i));
      }
      all.add(message);
    }
    return all;
  }

  private static ObjectNode message(JsonNode message) {
    String role = message.path("role").asText("assistant");
    ObjectNode converted = Json.object().put("role", role);
    if (role.equals("tool")) {
      converted
          .putArray("parts")
          .addObject()
          .put("type", "tool_call_response")
          .put("id", message.path("tool_call_id").asText(""))
          .set("result", message.path("content"));
      return converted;
    }
    ArrayNode parts = parts(message.path("content"));
    message.path("tool_calls").forEach(call -> parts.add(chatTool(call)));
    converted.set("parts", parts);
    return converted;
  }

  /** A text, or a list of parts. */
  static ArrayNode parts(JsonNode content) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    if (content.isTextual()) {
      parts.add(text("text", content));
    }
    if (content.isArray()) {
      content.forEach(part -> parts.add(part(part)));
    }
    return parts;
  }

  private static JsonNode part(JsonNode part) {
    return switch (part.path("type").asText("")) {
      case "text" -> text("text", part.path("text"));
      case "thinking" -> text("reasoning", part.path("thinking"));
      case "tool_use" ->
          Json.object()
              .put("type", "tool_call")
              .put("id", part.path("id").asText(""))
              .put("name", part.path("name").asText(""))
              .set("arguments", part.path("input"));
      case "tool_result" ->
          Json.object()
              .put("type", "tool_call_response")
              .put("id", part.path("tool_use_id").asText(""))
              .set("result", part.path("content"));
      default -> part;
    };
  }

  private static ObjectNode text(String type, JsonNode text) {
    return Json.object().put("type", type).put("content", text.asText(""));
  }

  private static JsonNode chatTool(JsonNode call) {
    JsonNode function = call.path("function");
    return Json.object()
        .put("type", "tool_call")
        .put("id", call.path("id").asText(""))
        .put("name", function.path("name").asText(""))
        .set("arguments", arguments(function.path("arguments")));
  }

  /** JSON within a text, most of the time. */
  private static JsonNode arguments(JsonNode text) {
    try {
      return text.isTextual() ? Json.read(text.textValue().getBytes(UTF_8)) : text;
    } catch (IOException e) {
      return text;
    }
  }
}
