package dev.weir.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed access to the top-level fields of a request. {@code null} in JSON counts as not given. */
final class FieldReader {
  private static final long DAY_SECONDS = 86_400;
  private static final String SECONDS = "a number of seconds, more than 0 and at most a day";

  private final byte[] body;
  private final Map<String, JsonField> fields;

  FieldReader(byte[] body, Map<String, JsonField> fields) {
    this.body = body;
    this.fields = fields;
  }

  boolean has(String name) {
    JsonField field = fields.get(name);
    return field != null && body[field.valueStart()] != 'n';
  }

  @Nullable JsonNode value(String name) throws WrongFieldException {
    JsonField field = fields.get(name);
    if (field == null || body[field.valueStart()] == 'n') {
      return null;
    }
    try {
      return Json.read(body, field);
    } catch (IOException _) {
      throw new WrongFieldException(name, "'" + name + "' has a field twice.");
    }
  }

  @Nullable String text(String name) throws WrongFieldException {
    JsonNode value = value(name);
    check(value == null || value.isTextual(), name, "a string");
    return value == null ? null : value.textValue();
  }

  boolean flag(String name) throws WrongFieldException {
    return Boolean.TRUE.equals(choice(name));
  }

  @Nullable Boolean choice(String name) throws WrongFieldException {
    JsonNode value = value(name);
    check(value == null || value.isBoolean(), name, "a boolean");
    return value == null ? null : value.booleanValue();
  }

  /** A whole number that is not negative. */
  @Nullable Long count(String name) throws WrongFieldException {
    JsonNode value = value(name);
    check(
        value == null
            || (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0),
        name,
        "an integer");
    return value == null ? null : value.longValue();
  }

  @Nullable Duration seconds(String name) throws WrongFieldException {
    JsonNode value = value(name);
    check(value == null || value.isNumber(), name, SECONDS);
    return value == null ? null : seconds(name, value.decimalValue());
  }

  static Duration seconds(String name, BigDecimal value) throws WrongFieldException {
    check(
        value.signum() > 0 && value.compareTo(BigDecimal.valueOf(DAY_SECONDS)) <= 0, name, SECONDS);
    return Duration.ofNanos(value.movePointRight(9).longValue());
  }

  @Nullable JsonNode object(String name) throws WrongFieldException {
    JsonNode value = value(name);
    check(value == null || value.isObject(), name, "an object");
    return value;
  }

  @Nullable List<JsonNode> list(String name) throws WrongFieldException {
    JsonNode value = value(name);
    check(value == null || value.isArray(), name, "a list");
    return value == null ? null : value.valueStream().toList();
  }

  @Nullable List<String> texts(String name) throws WrongFieldException {
    JsonNode value = value(name);
    return value == null ? null : texts(name, value);
  }

  static List<String> texts(String name, JsonNode value) throws WrongFieldException {
    check(value.isArray(), name, "a list of strings");
    List<String> texts = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      check(element.isTextual(), name, "a list of strings");
      texts.add(element.textValue());
    }
    return texts;
  }

  private static void check(boolean fits, String name, String expected) throws WrongFieldException {
    if (!fits) {
      throw new WrongFieldException(name, "'" + name + "' must be " + expected + ".");
    }
  }
}
