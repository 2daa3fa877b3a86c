package dev.weir.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.schemas.money.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of an entry as the gateway shows it. What is not there is null. */
public record Fields(JsonNode json) {
  /** A text; null if it is empty, too. */
  public @Nullable String text(String field) {
    JsonNode value = json.path(field);
    return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
  }

  /** USD, in nano-USD. */
  public @Nullable Long nanos(String field) {
    JsonNode value = json.path(field);
    return value.isNumber() ? (Long) Money.nanosFromUsd(value.decimalValue()) : null;
  }

  /** A whole number. */
  public @Nullable Long count(String field) {
    JsonNode value = json.path(field);
    return value.isIntegralNumber() ? (Long) value.longValue() : null;
  }

  /** An instant in ISO-8601. */
  public @Nullable Instant instant(String field) {
    String text = text(field);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException _) {
      return null;
    }
  }

  /** A list of texts. */
  public List<String> texts(String field) {
    var texts = new ArrayList<String>();
    json.path(field).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Whether it is true. */
  public boolean flag(String field) {
    return json.path(field).asBoolean(false);
  }
}
