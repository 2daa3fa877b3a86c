package dev.weir.schemas.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes fields of an object one by one, as {@link EventJson} says: an absent value is left out.
 */
record FieldWriter(JsonGenerator json) {
  static SerializedString name(String name) {
    return new SerializedString(name);
  }

  void text(SerializedString name, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeFieldName(name);
      json.writeString(value);
    }
  }

  void number(SerializedString name, long value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(value);
  }

  void flag(SerializedString name, boolean value) throws IOException {
    json.writeFieldName(name);
    json.writeBoolean(value);
  }

  void instant(SerializedString name, @Nullable Instant value) throws IOException {
    if (value != null) {
      text(name, InstantText.write(value));
    }
  }

  void nanos(SerializedString name, @Nullable Duration value) throws IOException {
    if (value != null) {
      number(name, value.toNanos());
    }
  }

  void list(SerializedString name, Iterable<String> values) throws IOException {
    json.writeFieldName(name);
    json.writeStartArray();
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
