package dev.weir.gateway.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.JsonField;
import dev.weir.gateway.api.JsonScanner;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, read field by field: a prompt may be as large as the gateway takes.
 *
 * @param fields by name
 * @param parsed how many bytes of a field are made a tree of
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Question(byte[] body, Map<String, JsonField> fields, long parsed) {
  /** A body that was accepted, and so is an object. */
  static Question of(byte[] body, long parsed) {
    Map<String, JsonField> fields = new HashMap<>();
    try {
      JsonScanner.fields(body).forEach(field -> fields.put(field.name(), field));
    } catch (IOException e) {
      // Nothing is known of it then.
      fields.clear();
    }
    return new Question(body, fields, parsed);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Null: it is not there, or too large. */
  @Nullable JsonNode value(String name) {
    JsonField field = fields.get(name);
    if (field == null || field.end() - field.valueStart() > parsed) {
      return null;
    }
    try {
      JsonNode value = Json.read(body, field);
      return value.isNull() ? null : value;
    } catch (IOException e) {
      return null;
    }
  }

  /** The start of a field that is too large, as it is written. */
  String start(String name) {
    JsonField field = fields.get(name);
    return field == null
        ? ""
        : new String(
            body,
            field.valueStart(),
            (int) Math.min(parsed, field.end() - field.valueStart()),
            UTF_8);
  }

  @Nullable String text(String name) {
    JsonNode value = value(name);
    return value == null ? null : value.textValue();
  }

  boolean isTrue(String name) {
    JsonNode value = value(name);
    return value != null && value.asBoolean();
  }
}
