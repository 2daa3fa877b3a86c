package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.RequestFields;
import dev.weir.gateway.core.Protocol;
import java.util.Set;

/** Makes a message request of a chat completion. */
final class ChatToMessagesRequest {
  private static final String PROVIDER = "Anthropic";

  /** Anthropic has nothing like them, and the answer only gets a little different without. */
  private static final Set<String> DROPPABLE =
      Set.of(
          "frequency_penalty",
          "presence_penalty",
          "logit_bias",
          "logprobs",
          "top_logprobs",
          "seed",
          "store",
          "service_tier",
          "verbosity",
          "safety_identifier",
          "prompt_cache_key",
          "prompt_cache_retention",
          "parallel_tool_calls");

  private static final Set<String> MESSAGE_KEYS = Set.of("role", "content");

  private final boolean dropParams;
  private final ObjectNode out = Json.object();
  private final ArrayNode system = out.arrayNode();
  private final ArrayNode messages = out.arrayNode();

  ChatToMessagesRequest(String model, long maxTokens, boolean dropParams) {
    this.dropParams = dropParams;
    out.put("model", model).put("max_tokens", maxTokens);
  }

  ObjectNode translate(JsonNode request) throws UnsupportedFieldException {
    for (var field : request.properties()) {
      if (!field.getValue().isNull()
          && !RequestFields.isControl(Protocol.OPENAI_CHAT, field.getKey())) {
        translate(field.getKey(), field.getValue());
      }
    }
    if (!system.isEmpty()) {
      out.set("system", system);
    }
    return out.set("messages", messages);
  }

  private void translate(String name, JsonNode value) throws UnsupportedFieldException {
    switch (name) {
      case "model", "max_tokens", "max_completion_tokens", "stream_options" -> {
        // Set from the deployment, or only the gateway's business.
      }
      case "messages" -> messages(value);
      case "temperature", "top_p", "top_k", "stream" -> out.set(name, value);
      case "stop" -> stop(value);
      case "user" -> out.set("metadata", Json.object().set("user_id", value));
      default -> lacking(name, value);
    }
  }

  private void stop(JsonNode value) {
    out.set("stop_sequences", value.isArray() ? value : out.arrayNode().add(value));
  }

  private void lacking(String name, JsonNode value) throws UnsupportedFieldException {
    boolean drop = dropParams && DROPPABLE.contains(name);
    if (!drop && !isNeutral(name, value)) {
      throw UnsupportedFieldException.lacking(name, PROVIDER);
    }
  }

  /** Whether a value asks for what happens anyway; clients like to send their defaults. */
  private static boolean isNeutral(String name, JsonNode value) {
    return switch (name) {
      case "n" -> value.asInt() == 1;
      case "frequency_penalty", "presence_penalty" -> value.isNumber() && value.asDouble() == 0;
      case "logprobs", "store" -> value.isBoolean() && !value.booleanValue();
      case "response_format" -> value.path("type").asText("").equals("text");
      case "tools", "functions", "logit_bias" -> value.isContainerNode() && value.isEmpty();
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
      if (!MESSAGE_KEYS.contains(field.getKey())
          && !field.getValue().isNull()
          && !(field.getValue().isArray() && field.getValue().isEmpty())) {
        throw UnsupportedFieldException.lacking(place + "." + field.getKey(), PROVIDER);
      }
    }
    String role = message.path("role").asText("");
    ArrayNode content =
        TextContent.parts(place + ".content", message.path("content"), true, PROVIDER);
    switch (role) {
      // Anthropic takes instructions beside the conversation only, wherever they stood in it.
      case "system", "developer" -> system.addAll(content);
      case "user", "assistant" ->
          messages.add(Json.object().put("role", role).set("content", content));
      default -> throw UnsupportedFieldException.lacking(place + ".role", PROVIDER);
    }
  }
}
