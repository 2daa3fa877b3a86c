package dev.weir.gateway.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Json;
import java.util.Set;

/** Content that is text: the one kind that both protocols write alike. */
final class TextContent {
  /** {@code cache_control} is a hint, and citations are a switch that is off. */
  private static final Set<String> KEYS = Set.of("type", "text", "cache_control", "citations");

  private TextContent() {}

  /**
   * A text, or a list of text parts, as a list of text parts.
   *
   * @param field where it stands in the request, such as {@code messages[2].content}
   * @param keepCacheControl whether the provider knows {@code cache_control}
   * @throws UnsupportedFieldException if any part is not text
   */
  static ArrayNode parts(String field, JsonNode content, boolean keepCacheControl, String provider)
      throws UnsupportedFieldException {
    ArrayNode parts = Json.object().arrayNode();
    if (content.isTextual()) {
      parts.add(part(content));
      return parts;
    }
    if (!content.isArray()) {
      throw UnsupportedFieldException.lacking(field, provider);
    }
    for (int i = 0; i < content.size(); i++) {
      JsonNode part = content.get(i);
      String place = field + "[" + i + "]";
      check(place, part, provider);
      ObjectNode copy = part(part.path("text"));
      if (keepCacheControl && part.hasNonNull("cache_control")) {
        copy.set("cache_control", part.get("cache_control"));
      }
      parts.add(copy);
    }
    return parts;
  }

  private static void check(String place, JsonNode part, String provider)
      throws UnsupportedFieldException {
    if (!part.path("type").asText("").equals("text") || !part.path("text").isTextual()) {
      throw UnsupportedFieldException.lacking(place + ".type", provider);
    }
    for (var field : part.properties()) {
      if (!KEYS.contains(field.getKey()) && !field.getValue().isNull()) {
        throw UnsupportedFieldException.lacking(place + "." + field.getKey(), provider);
      }
    }
  }

  private static ObjectNode part(JsonNode text) {
    return Json.object().put("type", "text").set("text", text);
  }
}
