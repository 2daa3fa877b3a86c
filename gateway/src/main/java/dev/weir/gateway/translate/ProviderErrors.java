package dev.weir.gateway.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Provider;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a provider answers in place of a 2xx. */
public final class ProviderErrors {
  private static final int LONGEST_MESSAGE = 2_000;
  private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  /** OpenAI's code, and texts of OpenAI, Azure, vLLM and Anthropic. */
  private static final List<String> TOO_LONG =
      List.of(
          "context_length_exceeded",
          "maximum context length",
          "context window",
          "prompt is too long",
          "input length and `max_tokens` exceed context limit");

  /** OpenAI's and Azure's codes, and texts of OpenAI, Azure and Anthropic. */
  private static final List<String> POLICY =
      List.of(
          "content_policy_violation",
          "content_filter",
          "responsibleaipolicyviolation",
          "content management policy",
          "safety system",
          "content filtering policy");

  private final InstantSource clock;

  public ProviderErrors(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The failure that an answer means.
   *
   * @param status 300 or above
   * @param headers by lower-case name
   * @param body may be empty, or no JSON
   */
  public Failure read(Provider provider, int status, Map<String, String> headers, byte[] body) {
    JsonNode error = error(body);
    String text = error.path("message").asText("");
    String message = text.isBlank() ? provider.label() + " answered " + status : text;
    return new Failure(
        kind(status, error, message),
        status,
        error.path("type").textValue(),
        shortened(message),
        error.path("param").textValue(),
        retryAfter(headers));
  }

  /** The failure that an error means which came with status 200: an event, or the whole body. */
  static Failure event(JsonNode error) {
    String type = error.path("type").textValue();
    String text = error.isTextual() ? error.textValue() : error.path("message").asText("");
    String message = text.isBlank() ? "The provider ended its answer with an error" : text;
    return new Failure(
        eventKind(type, error, message),
        0,
        type,
        shortened(message),
        error.path("param").textValue(),
        null);
  }

  /** Anthropic's types and OpenAI's; where those say too little, the code. */
  private static Kind eventKind(@Nullable String type, JsonNode error, String message) {
    return switch (type) {
      case "rate_limit_error", "requests", "tokens", "insufficient_quota" -> Kind.RATE_LIMITED;
      case "authentication_error" -> Kind.AUTHENTICATION;
      case "permission_error", "billing_error" -> Kind.PERMISSION;
      case "not_found_error" -> Kind.NOT_FOUND;
      case "timeout_error" -> Kind.TIMEOUT;
      case "invalid_request_error" -> codeKind(error, message, Kind.BAD_REQUEST);
      case null, default -> codeKind(error, message, Kind.SERVER);
    };
  }

  /** Some servers repeat the status that they did not send as the code. */
  private static Kind codeKind(JsonNode error, String message, Kind otherwise) {
    String code = error.path("code").asText("");
    Kind named = badRequest(error, message);
    return switch (code) {
      case "rate_limit_exceeded", "insufficient_quota" -> Kind.RATE_LIMITED;
      case "invalid_api_key" -> Kind.AUTHENTICATION;
      case "model_not_found", "DeploymentNotFound" -> Kind.NOT_FOUND;
      default -> {
        if (named != Kind.BAD_REQUEST) {
          yield named;
        }
        yield STATUS.matcher(code).matches()
            ? kind(Integer.parseInt(code), error, message)
            : otherwise;
      }
    };
  }

  private static Kind kind(int status, JsonNode error, String message) {
    return switch (status) {
      case 401 -> Kind.AUTHENTICATION;
      case 402, 403 -> Kind.PERMISSION;
      case 404 -> Kind.NOT_FOUND;
      case 408 -> Kind.TIMEOUT;
      case 429 -> Kind.RATE_LIMITED;
      case 400, 413, 422 -> badRequest(error, message);
      default -> status >= 500 || status < 400 ? Kind.SERVER : Kind.BAD_REQUEST;
    };
  }

  private static Kind badRequest(JsonNode error, String message) {
    String text =
        String.join(
                " ",
                error.path("code").asText(""),
                error.path("innererror").path("code").asText(""),
                message)
            .toLowerCase(Locale.ROOT);
    if (TOO_LONG.stream().anyMatch(text::contains)) {
      return Kind.CONTEXT_WINDOW;
    }
    return POLICY.stream().anyMatch(text::contains) ? Kind.CONTENT_POLICY : Kind.BAD_REQUEST;
  }

  /** The error object; a text where a gateway in between answered; missing where there is none. */
  private static JsonNode error(byte[] body) {
    try {
      JsonNode root = Json.read(body);
      return root.path("error").isObject() ? root.path("error") : root;
    } catch (IOException _) {
      String text = new String(body, 0, Math.min(body.length, LONGEST_MESSAGE), UTF_8).strip();
      return Json.object().put("message", text);
    }
  }

  private @Nullable Duration retryAfter(Map<String, String> headers) {
    String millis = headers.get("retry-after-ms");
    String value = headers.get("retry-after");
    try {
      if (millis != null) {
        return limited(Duration.ofMillis((long) Double.parseDouble(millis)));
      }
      return value == null ? null : limited(wait(value));
    } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
      return null;
    }
  }

  /** Seconds, with decimals as some send them, or an HTTP date. */
  private Duration wait(String value) {
    if (!value.isEmpty() && (Character.isDigit(value.charAt(0)) || value.charAt(0) == '-')) {
      return Duration.ofMillis((long) (Double.parseDouble(value) * 1_000));
    }
    return Duration.between(
        clock.instant(),
        ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
  }

  private static Duration limited(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
  }
}
