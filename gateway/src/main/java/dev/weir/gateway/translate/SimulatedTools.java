package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.SseEvent;
import dev.weir.gateway.core.Simulation.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tool calls that no model made, in both protocols. */
final class SimulatedTools {
  private SimulatedTools() {}

  /**
   * As chat completions have them.
   *
   * @param numbered as in a chunk
   */
  static ArrayNode chat(List<Tool> tools, boolean numbered) {
    ArrayNode calls = Json.object().arrayNode();
    for (int i = 0; i < tools.size(); i++) {
      Tool tool = tools.get(i);
      ObjectNode call = calls.addObject();
      if (numbered) {
        call.put("index", i);
      }
      call.put("id", tool.id()).put("type", "function");
      call.putObject("function").put("name", tool.name()).put("arguments", tool.arguments());
    }
    return calls;
  }

  /** As a message's content has it. */
  static ObjectNode block(Tool tool) {
    return block(tool, input(tool));
  }

  /** The events of a block of a message. */
  static List<SseEvent> events(Tool tool, int index) {
    List<SseEvent> events = new ArrayList<>();
    ObjectNode start = Json.object().put("type", "content_block_start").put("index", index);
    start.set("content_block", block(tool, Json.object()));
    events.add(new SseEvent("content_block_start", Json.write(start)));
    ObjectNode delta = Json.object().put("type", "content_block_delta").put("index", index);
    delta.putObject("delta").put("type", "input_json_delta").put("partial_json", tool.arguments());
    events.add(new SseEvent("content_block_delta", Json.write(delta)));
    events.add(MessageAnswer.stopOf(index));
    return events;
  }

  private static ObjectNode block(Tool tool, JsonNode input) {
    ObjectNode block = Json.object().put("type", "tool_use").put("id", tool.id());
    return block.put("name", tool.name()).set("input", input);
  }

  /** Anthropic's are an object; a test may want arguments that are none. */
  private static JsonNode input(Tool tool) {
    try {
      JsonNode input = Json.read(tool.arguments().getBytes(StandardCharsets.UTF_8));
      return input.isObject() ? input : Json.object();
    } catch (IOException e) {
      return Json.object();
    }
  }
}
