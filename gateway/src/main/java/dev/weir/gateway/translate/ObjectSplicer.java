package dev.weir.gateway.translate;

import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.JsonField;
import dev.weir.gateway.api.JsonScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites an object and keeps every byte that need not change: order, white space, spelling of
 * numbers, fields nobody here knows.
 */
final class ObjectSplicer {
  private final byte[] json;
  private final int from;
  private final int to;
  private final List<JsonField> fields;
  private final Map<JsonField, byte[]> changes = new HashMap<>();
  private final Set<JsonField> removed = new HashSet<>();
  private final List<byte[]> appended = new ArrayList<>();

  private ObjectSplicer(byte[] json, int from, int to, List<JsonField> fields) {
    this.json = json;
    this.from = from;
    this.to = to;
    this.fields = fields;
  }

  /**
   * Rewrites the object that these bytes are.
   *
   * @throws IOException if they are none
   */
  static ObjectSplicer of(byte[] json) throws IOException {
    return new ObjectSplicer(json, 0, json.length, JsonScanner.fields(json));
  }

  /**
   * Rewrites the object that a field's value is.
   *
   * @throws IOException if it is none
   */
  static ObjectSplicer inside(byte[] json, JsonField field) throws IOException {
    return new ObjectSplicer(
        json, field.valueStart(), field.end(), JsonScanner.fields(json, field));
  }

  List<JsonField> fields() {
    return fields;
  }

  /** The field of this name; null: there is none, or it is {@code null}. */
  @Nullable JsonField field(String name) {
    for (JsonField field : fields) {
      if (field.name().equals(name)) {
        return json[field.valueStart()] == 'n' ? null : field;
      }
    }
    return null;
  }

  /** Whether the field's value holds nothing: no array or object, or an empty one. */
  boolean isEmpty(JsonField field) {
    byte open = json[field.valueStart()];
    if (open != '[' && open != '{') {
      return true;
    }
    int inside = field.valueStart() + 1;
    while (json[inside] <= ' ' && json[inside] >= 0) {
      inside++;
    }
    return json[inside] == ']' || json[inside] == '}';
  }

  void replace(JsonField field, byte[] value) {
    changes.put(field, value);
  }

  /** Replaces the texts of all fields of this name, should there be any. */
  void replaceText(String name, String value) {
    for (JsonField field : fields) {
      if (field.name().equals(name)) {
        replace(field, Json.text(value));
      }
    }
  }

  void remove(JsonField field) {
    removed.add(field);
  }

  void append(String name, byte[] value) {
    byte[] start = Json.text(name);
    byte[] both = new byte[start.length + 1 + value.length];
    System.arraycopy(start, 0, both, 0, start.length);
    both[start.length] = ':';
    System.arraycopy(value, 0, both, start.length + 1, value.length);
    appended.add(both);
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from + 64);
    int head = fields.isEmpty() ? from + 1 : fields.getFirst().start();
    out.write(json, from, head - from);
    boolean any = false;
    for (int i = 0; i < fields.size(); i++) {
      JsonField field = fields.get(i);
      if (removed.contains(field)) {
        continue;
      }
      if (any) {
        int separator = fields.get(i - 1).end();
        out.write(json, separator, field.start() - separator);
      }
      any = true;
      out.write(json, field.start(), field.valueStart() - field.start());
      byte[] change = changes.get(field);
      if (change == null) {
        out.write(json, field.valueStart(), field.end() - field.valueStart());
      } else {
        out.writeBytes(change);
      }
    }
    for (byte[] field : appended) {
      if (any) {
        out.write(',');
      }
      any = true;
      out.writeBytes(field);
    }
    int tail = fields.isEmpty() ? head : fields.getLast().end();
    out.write(json, tail, to - tail);
    return out.toByteArray();
  }
}
