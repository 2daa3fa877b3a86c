package dev.weir.gateway.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chunks of a chat completion. */
final class StreamedChat extends StreamedAnswer {
  private final Map<Integer, Choice> choices = new TreeMap<>();
  private @Nullable String id;

  private static final class Choice {
    final Map<String, StringBuilder> texts = new TreeMap<>();
    final Map<Integer, Tool> tools = new TreeMap<>();
    @Nullable String finish;
  }

  private static final class Tool {
    final StringBuilder arguments = new StringBuilder();
    String id = "";
    String name = "";
  }

  @Override
  void take(JsonNode chunk) {
    if (id == null) {
      id = chunk.path("id").textValue();
    }
    for (JsonNode piece : chunk.path("choices")) {
      Choice choice = choices.computeIfAbsent(piece.path("index").asInt(), _ -> new Choice());
      JsonNode delta = piece.path("delta");
      delta
          .properties()
          .forEach(it -> {
            if (it.getValue().isTextual() && !it.getKey().equals("role")) {
              choice
                  .texts
                  .computeIfAbsent(it.getKey(), _ -> new StringBuilder())
                  .append(it.getValue().textValue());
            }
          });
      delta.path("tool_calls").forEach(call -> tool(choice, call));
      if (piece.path("finish_reason").isTextual()) {
        choice.finish = piece.path("finish_reason").textValue();
      }
    }
  }

  private static void tool(Choice choice, JsonNode call) {
    Tool tool = choice.tools.computeIfAbsent(call.path("index").asInt(), _ -> new Tool());
    JsonNode function = call.path("function");
    tool.id = call.path("id").asText(tool.id);
    tool.name = function.path("name").asText(tool.name);
    tool.arguments.append(function.path("arguments").asText(""));
  }

  @Override
  Answer answer() {
    List<JsonNode> messages = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (Choice choice : choices.values()) {
      messages.add(message(choice));
      if (choice.finish != null) {
        reasons.add(choice.finish);
      }
    }
    return new Answer(messages, reasons, id);
  }

  private static ObjectNode message(Choice choice) {
    ObjectNode message = Json.object().put("role", "assistant");
    choice.texts.forEach((name, text) -> message.put(name, text.toString()));
    if (!choice.tools.isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      for (Tool tool : choice.tools.values()) {
        ObjectNode call = calls.addObject().put("id", tool.id).put("type", "function");
        call.putObject("function")
            .put("name", tool.name)
            .put("arguments", tool.arguments.toString());
      }
    }
    return message;
  }
}
