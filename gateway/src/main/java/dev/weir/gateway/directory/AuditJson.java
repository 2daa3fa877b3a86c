package dev.weir.gateway.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.schemas.events.AuditRecord;
import dev.weir.schemas.events.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * The JSON of an audit record. Metadata may hold what is to be kept, such as a webhook: what is
 * called so is shown as {@link #HIDDEN}, wherever in the metadata it stands.
 */
final class AuditJson {
  static final String HIDDEN = "(not shown)";

  private static final List<String> SECRET =
      List.of("webhook", "secret", "password", "token", "key", "credential", "authorization");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AuditJson() {}

  static byte[] write(AuditRecord record) {
    try {
      JsonNode json = MAPPER.readTree(EventJson.write(record));
      hide(json.at("/before/metadata"));
      hide(json.at("/after/metadata"));
      return MAPPER.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException("JSON of our own can be read", e);
    }
  }

  private static void hide(JsonNode metadata) {
    if (metadata instanceof ObjectNode object) {
      for (var field : object.properties()) {
        if (secret(field.getKey())) {
          object.put(field.getKey(), HIDDEN);
        }
      }
    }
    metadata.forEach(AuditJson::hide);
  }

  private static boolean secret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SECRET.stream().anyMatch(lower::contains);
  }
}
