package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.RequestFields;
import dev.weir.gateway.core.Protocol;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a chat completion of a message request. */
final class MessagesToChatRequest {
  private static final String PROVIDER = "OpenAI";

  /** Models that refuse {@code max_tokens}; older servers know no other name. */
  private static final Pattern NEW_NAME = Pattern.compile("^(o\\d|gpt-[5-9]).*");

  private static final Set<String> DROPPABLE = Set.of("top_k", "service_tier");
  private static final Set<String> MESSAGE_KEYS = Set.of("role", "content");

  private final boolean dropParams;
  private final String model;
  private final ObjectNode out = Json.object();
  private final ArrayNode messages = out.arrayNode();

  MessagesToChatRequest(String model, boolean dropParams) {
    this.model = model;
    this.dropParams = dropParams;
    out.put("model", model);
  }

  ObjectNode translate(JsonNode request) throws UnsupportedFieldException {
    JsonNode system = request.path("system");
    if (!system.isNull() && !system.isMissingNode()) {
      add("system", "system", system);
    }
    for (var field : request.properties()) {
      if (!field.getValue().isNull()
          && !RequestFields.isControl(Protocol.ANTHROPIC_MESSAGES, field.getKey())) {
        translate(field.getKey(), field.getValue());
      }
    }
    return out.set("messages", messages);
  }

  private void translate(String name, JsonNode value) throws UnsupportedFieldException {
    switch (name) {
      case "model", "system" -> {
        // Set from the deployment, and first of all messages.
      }
      case "messages" -> messages(value);
      case "max_tokens" -> out.set(maxTokensName(), value);
      case "temperature", "top_p" -> out.set(name, value);
      case "stop_sequences" -> stop(value);
      case "metadata" -> user(value);
      case "stream" -> stream(value);
      default -> lacking(name, value);
    }
  }

  private String maxTokensName() {
    return NEW_NAME.matcher(model).matches() ? "max_completion_tokens" : "max_tokens";
  }

  private void stop(JsonNode value) {
    if (!value.isEmpty()) {
      out.set("stop", value);
    }
  }

  private void user(JsonNode metadata) {
    if (metadata.hasNonNull("user_id")) {
      out.set("user", metadata.get("user_id"));
    }
  }

  private void stream(JsonNode value) {
    out.set("stream", value);
    if (value.booleanValue()) {
      out.set("stream_options", Json.object().put("include_usage", true));
    }
  }

  private void lacking(String name, JsonNode value) throws UnsupportedFieldException {
    boolean drop = dropParams && DROPPABLE.contains(name);
    if (!drop && !isNeutral(name, value)) {
      throw UnsupportedFieldException.lacking(name, PROVIDER);
    }
  }

  private static boolean isNeutral(String name, JsonNode value) {
    return switch (name) {
      case "thinking" -> value.path("type").asText("").equals("disabled");
      case "tools" -> value.isArray() && value.isEmpty();
      case "service_tier" -> value.asText("").equals("auto");
      default -> false;
    };
  }

  private void messages(JsonNode list) throws UnsupportedFieldException {
    if (!list.isArray()) {
      throw new UnsupportedFieldException("messages", "'messages' must be a list.");
    }
    for (int i = 0; i < list.size(); i++) {
      message("messages[" + i + "]", list.get(i));
    }
  }

  private void message(String place, JsonNode message) throws UnsupportedFieldException {
    for (var field : message.properties()) {
      if (!MESSAGE_KEYS.contains(field.getKey()) && !field.getValue().isNull()) {
        throw UnsupportedFieldException.lacking(place + "." + field.getKey(), PROVIDER);
      }
    }
    String role = message.path("role").asText("");
    if (!role.equals("user") && !role.equals("assistant")) {
      throw UnsupportedFieldException.lacking(place + ".role", PROVIDER);
    }
    add(role, place + ".content", message.path("content"));
  }

  /** A text stays a text: not every server behind this protocol takes parts. */
  private void add(String role, String place, JsonNode content) throws UnsupportedFieldException {
    ArrayNode parts = TextContent.parts(place, content, false, PROVIDER);
    JsonNode simplest = content.isTextual() ? content : parts;
    messages.add(Json.object().put("role", role).set("content", simplest));
  }
}
