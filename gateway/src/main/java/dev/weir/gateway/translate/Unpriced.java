package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.JsonField;
import java.io.IOException;
import java.util.Set;

/**
 * What would cost more than the price book says. A budget is a promise, so it is refused until its
 * price is known here: OpenAI's priority tier; Anthropic's fast mode, regional inference, and tools
 * that run on its side, which cost per use and lengthen the prompt beyond any bound.
 */
final class Unpriced {
  private static final Set<String> FIELDS = Set.of("speed", "inference_geo", "mcp_servers");
  private static final Set<String> SERVER_TOOLS =
      Set.of("web_search", "web_fetch", "code_execution", "tool_search", "advisor");

  private Unpriced() {}

  /** Checks a field of a chat completion. */
  static void checkChat(byte[] body, JsonField field)
      throws IOException, UnsupportedFieldException {
    if (field.name().equals("service_tier")) {
      String tier = Json.read(body, field).asText();
      if (tier.equals("priority") || tier.equals("fast")) {
        throw unpriced("service_tier");
      }
    }
    if (field.name().equals("web_search_options") && body[field.valueStart()] != 'n') {
      throw unpriced("web_search_options");
    }
  }

  /** Checks a field of a message request. */
  static void checkMessages(byte[] body, JsonField field)
      throws IOException, UnsupportedFieldException {
    if (FIELDS.contains(field.name()) && body[field.valueStart()] != 'n') {
      throw unpriced(field.name());
    }
    if (field.name().equals("tools")) {
      checkTools(Json.read(body, field));
    }
  }

  private static void checkTools(JsonNode tools) throws UnsupportedFieldException {
    for (int i = 0; i < tools.size(); i++) {
      String type = tools.path(i).path("type").asText("");
      if (SERVER_TOOLS.stream().anyMatch(type::startsWith)) {
        throw unpriced("tools[" + i + "].type");
      }
    }
  }

  private static UnsupportedFieldException unpriced(String field) {
    return new UnsupportedFieldException(
        field, "'" + field + "' has a price that this gateway does not know yet.");
  }
}
