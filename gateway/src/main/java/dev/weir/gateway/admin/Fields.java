package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.schemas.money.Money;
import dev.weir.schemas.window.BudgetDuration;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request body, read as LiteLLM reads them: numbers may be text, null is as good as
 * nothing. Each read takes the value that stands for a field that is not there, and notes what is
 * wrong instead of stopping, so that an answer names all wrong fields at once.
 */
final class Fields {
  /** Longest name, alias or id. */
  static final int MAX_TEXT = 256;

  private static final int WRONG_TYPE = 422;
  private static final int WRONG_VALUE = 400;
  private static final int MAX_SCALE = 30;
  private static final BigDecimal MAX_USD = BigDecimal.valueOf(9_000_000_000L);
  private static final BigDecimal MAX_COUNT = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode body;
  private final List<Wrong> wrong = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private final TreeSet<String> unread = new TreeSet<>();

  private record Wrong(int status, String field, String message) {}

  Fields(ObjectNode body) {
    this.body = body;
    body.fieldNames().forEachRemaining(unread::add);
  }

  /** Whether the field is there, be it null. */
  boolean has(String field) {
    return body.has(field);
  }

  @Nullable String text(String field, @Nullable String otherwise) {
    JsonNode value = read(field);
    if (value == null) {
      return otherwise;
    }
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      return wrongType(field, "a string", otherwise);
    }
    String text = value.textValue();
    if (text.isBlank()
        || text.length() > MAX_TEXT
        || text.chars().anyMatch(Character::isISOControl)) {
      return wrongValue(
          field, "must have 1 to " + MAX_TEXT + " characters, none of them a control", otherwise);
    }
    return text;
  }

  /** Nano-USD. */
  @Nullable Long usd(String field, @Nullable Long otherwise) {
    BigDecimal usd = number(field);
    if (usd == null) {
      return absent(field) ? otherwise : null;
    }
    if (usd.signum() < 0) {
      return wrongValue(field, "must be a non-negative finite number", otherwise);
    }
    // The scale first: a number such as 1e-999999999 must not be written out.
    if (Math.abs((long) usd.scale()) > MAX_SCALE || usd.compareTo(MAX_USD) > 0) {
      return wrongValue(field, "must be an amount of USD up to " + MAX_USD, otherwise);
    }
    return Money.nanosFromUsd(usd);
  }

  /** A limit in whole requests, tokens or calls. */
  @Nullable Long count(String field, @Nullable Long otherwise) {
    BigDecimal count = number(field);
    if (count == null) {
      return absent(field) ? otherwise : null;
    }
    boolean whole =
        Math.abs((long) count.scale()) <= MAX_SCALE && count.stripTrailingZeros().scale() <= 0;
    return whole && count.signum() >= 0 && count.compareTo(MAX_COUNT) <= 0
        ? Long.valueOf(count.longValueExact())
        : wrongValue(field, "must be a whole number, 0 or more", otherwise);
  }

  boolean flag(String field, boolean otherwise) {
    JsonNode value = read(field);
    if (value == null || value.isNull()) {
      return otherwise;
    }
    return value.isBoolean()
        ? value.booleanValue()
        : wrongType(field, "true or false", Boolean.FALSE);
  }

  /** A list of names; null is the empty list. */
  List<String> names(String field, List<String> otherwise) {
    JsonNode value = read(field);
    if (value == null) {
      return otherwise;
    }
    var names = new ArrayList<String>();
    if (value.isNull()) {
      return names;
    }
    if (!value.isArray()) {
      return wrongType(field, "a list of strings", names);
    }
    for (JsonNode name : value) {
      if (!name.isTextual()) {
        return wrongType(field, "a list of strings", names);
      }
      names.add(name.textValue());
    }
    return names;
  }

  /** A JSON object; null is the empty one. */
  Map<String, Object> object(String field, Map<String, Object> otherwise) {
    JsonNode value = read(field);
    if (value == null) {
      return otherwise;
    }
    var object = new LinkedHashMap<String, Object>();
    if (value.isNull()) {
      return object;
    }
    if (!value.isObject()) {
      return wrongType(field, "an object", object);
    }
    value.properties().stream()
        .filter(member -> !member.getValue().isNull())
        .forEach(member -> object.put(member.getKey(), plain(member.getValue())));
    return object;
  }

  /** A duration in LiteLLM's grammar, such as {@code 30d}. */
  @Nullable String duration(String field, @Nullable String otherwise) {
    String text = text(field, otherwise);
    if (text == null || absent(field)) {
      return text;
    }
    try {
      return BudgetDuration.parse(text).toString();
    } catch (IllegalArgumentException _) {
      return wrongValue(
          field, "is no duration: use a format like '30s', '24h', '7d', '2w' or '1mo'", otherwise);
    }
  }

  /** Notes that a field must be there. */
  void require(String field) {
    if (body.path(field).isMissingNode() || body.path(field).isNull()) {
      wrong.add(new Wrong(WRONG_TYPE, field, "is required"));
    }
  }

  /** Notes that the value of a field can't be accepted. */
  void refuse(String field, String message) {
    wrong.add(new Wrong(WRONG_VALUE, field, message));
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  /** A field with a value that means something: not null, empty, zero or false. */
  boolean says(String field) {
    JsonNode value = read(field);
    return value != null && meansSomething(value);
  }

  /** What to tell the caller, with every field that nobody read. */
  List<String> warnings() {
    var all = new ArrayList<>(warnings);
    unread.stream()
        .filter(field -> meansSomething(body.path(field)))
        .forEach(field -> all.add("`" + printable(field) + "` is not supported: ignored"));
    return all;
  }

  /** All that is wrong; null when nothing is. */
  @Nullable Problem problem() {
    if (wrong.isEmpty()) {
      return null;
    }
    var texts = wrong.stream().map(each -> "`" + each.field() + "` " + each.message()).distinct();
    Wrong first = wrong.getFirst();
    return new Problem(
        first.status(), "invalid_request_error", String.join("; ", texts.toList()), first.field());
  }

  private boolean absent(String field) {
    return !body.has(field);
  }

  private @Nullable JsonNode read(String field) {
    unread.remove(field);
    return body.get(field);
  }

  private @Nullable BigDecimal number(String field) {
    JsonNode value = read(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isNumber()) {
      return value.decimalValue();
    }
    try {
      if (value.isTextual() && value.textValue().length() <= MAX_TEXT) {
        return new BigDecimal(value.textValue().strip());
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    return wrongType(field, "a number", null);
  }

  private static Object plain(JsonNode value) {
    return MAPPER.convertValue(value, Object.class);
  }

  private static boolean meansSomething(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> false;
      case ARRAY, OBJECT -> !value.isEmpty();
      case BOOLEAN -> value.booleanValue();
      case STRING -> !value.textValue().isEmpty();
      case NUMBER -> value.decimalValue().signum() != 0;
      case BINARY, POJO -> true;
    };
  }

  private static String printable(String field) {
    String clean = field.replaceAll("[^A-Za-z0-9_.-]", "?");
    return clean.length() <= MAX_TEXT ? clean : clean.substring(0, MAX_TEXT);
  }

  private <T extends @Nullable Object> T wrongType(String field, String expected, T otherwise) {
    wrong.add(new Wrong(WRONG_TYPE, field, "must be " + expected));
    return otherwise;
  }

  private <T extends @Nullable Object> T wrongValue(String field, String message, T otherwise) {
    wrong.add(new Wrong(WRONG_VALUE, field, message));
    return otherwise;
  }
}
