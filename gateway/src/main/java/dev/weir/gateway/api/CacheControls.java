package dev.weir.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.gateway.core.CacheControl;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link CacheControl}s, as LiteLLM writes them. */
public final class CacheControls {
  /** In a key's metadata: what its requests may say, under LiteLLM's names; empty: anything. */
  public static final String ALLOWED = "allowed_cache_controls";

  /** In a key's metadata: what holds for its requests that say nothing. */
  public static final String DEFAULT = "cache";

  /** What can be said. */
  public static final List<String> NAMES =
      List.of("no-cache", "no-store", "use-cache", "ttl", "s-maxage", "namespace");

  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final long MOST_SECONDS = 366L * 86_400;
  private static final ObjectMapper PLAIN = new ObjectMapper();

  private CacheControls() {}

  /** What is wrong with a key's {@code metadata.cache}; null: nothing. */
  public static @Nullable String problem(Object metadata) {
    try {
      JsonNode json = PLAIN.valueToTree(metadata);
      read(json);
      return json.isObject() ? null : "must be an object";
    } catch (WrongFieldException e) {
      return e.text();
    }
  }

  /** What a key's {@code metadata.cache} says; nothing where it can't be read. */
  public static CacheControl ofKey(Object metadata) {
    try {
      return read(PLAIN.valueToTree(metadata));
    } catch (WrongFieldException _) {
      return CacheControl.NONE;
    }
  }

  /** Of a request's {@code cache}; null: there is none. */
  static CacheControl read(@Nullable JsonNode cache) throws WrongFieldException {
    var control = CacheControl.NONE;
    if (cache == null) {
      return control;
    }
    for (var field : cache.properties()) {
      if (!field.getValue().isNull()) {
        control = one(field.getKey(), field.getValue()).or(control);
      }
    }
    return control;
  }

  private static CacheControl one(String name, JsonNode value) throws WrongFieldException {
    return switch (name) {
      case "no-cache" -> new CacheControl(flag(name, value), null, null, null, null, null);
      case "no-store" -> new CacheControl(null, flag(name, value), null, null, null, null);
      case "use-cache" -> new CacheControl(null, null, flag(name, value), null, null, null);
      case "ttl" -> new CacheControl(null, null, null, seconds(name, value, 1), null, null);
      case "s-maxage", "s-max-age" ->
          new CacheControl(null, null, null, null, seconds(name, value, 0), null);
      case "namespace" -> new CacheControl(null, null, null, null, null, namespace(value));
      default ->
          throw wrong("cache", "not have '" + name + "'; it knows " + String.join(", ", NAMES));
    };
  }

  private static Boolean flag(String name, JsonNode value) throws WrongFieldException {
    if (!value.isBoolean()) {
      throw wrong("cache." + name, "be a boolean");
    }
    return value.booleanValue();
  }

  private static Duration seconds(String name, JsonNode value, int least)
      throws WrongFieldException {
    if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > MOST_SECONDS) {
      throw wrong("cache." + name, "be a number of seconds, " + least + " to " + MOST_SECONDS);
    }
    return Duration.ofMillis(value.decimalValue().movePointRight(3).longValue());
  }

  private static String namespace(JsonNode value) throws WrongFieldException {
    if (!value.isTextual() || !NAMESPACE.matcher(value.textValue()).matches()) {
      throw wrong("cache.namespace", "be 1 to 64 of A-Z a-z 0-9 . _ : -");
    }
    return value.textValue();
  }

  private static WrongFieldException wrong(String param, String must) {
    return new WrongFieldException(param, "'" + param + "' must " + must + ".");
  }
}
