package dev.weir.schemas.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of one shape only, the shape that {@link FieldWriter} writes. All else is {@link
 * Other}: whoever reads so leaves it to Jackson's mapper, which knows what may be and says what is
 * wrong.
 */
record FieldReader(JsonParser json) {
  /** Not that shape. Without a stack trace: it is caught at once, and tells nobody anything. */
  static final class Other extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Other() {
      super(null, null, false, false);
    }
  }

  static Other other() {
    return new Other();
  }

  interface Value<T> {
    T read() throws IOException;
  }

  /** Moves to the value of the next field and gives the field's name; null behind the last. */
  @Nullable String next() throws IOException {
    String name = json.nextFieldName();
    if (name != null) {
      json.nextToken();
    } else if (json.currentToken() != JsonToken.END_OBJECT) {
      throw other();
    }
    return name;
  }

  void object() {
    expect(JsonToken.START_OBJECT);
  }

  /** A field that we do not know: schemas grow. */
  void skip() throws IOException {
    json.skipChildren();
  }

  String text() throws IOException {
    expect(JsonToken.VALUE_STRING);
    return json.getText();
  }

  boolean isNull() {
    return json.currentToken() == JsonToken.VALUE_NULL;
  }

  @Nullable String textOrNull() throws IOException {
    return isNull() ? null : text();
  }

  long number() throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  int small() throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT);
    return json.getIntValue();
  }

  boolean flag() {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw other();
    };
  }

  Instant instant() throws IOException {
    return InstantText.read(text());
  }

  Duration nanos() throws IOException {
    return Duration.ofNanos(number());
  }

  @Nullable Duration nanosOrNull() throws IOException {
    return isNull() ? null : nanos();
  }

  <T> List<T> list(Value<T> each) throws IOException {
    expect(JsonToken.START_ARRAY);
    if (json.nextToken() == JsonToken.END_ARRAY) {
      return List.of();
    }
    List<T> all = new ArrayList<>();
    do {
      all.add(each.read());
    } while (json.nextToken() != JsonToken.END_ARRAY);
    return all;
  }

  /** What must be there is: a record is not made without it. */
  static <T> T present(@Nullable T value) {
    if (value == null) {
      throw other();
    }
    return value;
  }

  private void expect(JsonToken token) {
    if (json.currentToken() != token) {
      throw other();
    }
  }
}
