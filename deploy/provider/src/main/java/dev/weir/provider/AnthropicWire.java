package dev.weir.provider;

import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.ChatBody.Problem;
import dev.weir.provider.ChatBody.Problem.Kind;
import dev.weir.provider.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's messages, in both API versions. The key may come in either header: Anthropic's own
 * SDKs send {@code Authorization: Bearer} since 2026-10-21.
 */
record AnthropicWire() implements Wire {

  /** Its request parameters for sampling are removed (platform.claude.com, "Versions"). */
  private static final String WITHOUT_SAMPLING = "2026-10-21";

  private static final Set<String> VERSIONS = Set.of("2023-01-01", "2023-06-01", WITHOUT_SAMPLING);
  private static final Set<String> ROLES = Set.of("user", "assistant");
  private static final int INPUT_LIMIT = 400_000;

  @Override
  public Protocol protocol() {
    return Protocol.ANTHROPIC;
  }

  @Override
  public Set<String> roles() {
    return ROLES;
  }

  @Override
  public @Nullable String key(HttpRequest request) {
    String key = request.headers().first("x-api-key");
    return key != null ? key : OpenAiWire.bearer(request);
  }

  @Override
  public @Nullable Refuse refusal(HttpRequest request, @Nullable String key) {
    if (key == null || key.isEmpty()) {
      return error(401, "authentication_error", "x-api-key header is required");
    }
    if (key.equals(ProviderHandler.BAD_KEY)) {
      return error(401, "authentication_error", "invalid x-api-key");
    }
    String version = request.headers().first("anthropic-version");
    if (version == null) {
      return invalid("anthropic-version: header is required");
    }
    if (!VERSIONS.contains(version)) {
      return invalid("anthropic-version: \"" + version + "\" is not a valid version");
    }
    return ProviderHandler.isJson(request)
        ? null
        : invalid("content-type: must be application/json");
  }

  @Override
  public @Nullable Refuse refusal(HttpRequest request, ChatBody.Fields fields) {
    if (fields.model() == null) {
      return refusal(new Problem(Kind.MISSING, "model", ""));
    }
    if (fields.messages() < 0) {
      return refusal(new Problem(Kind.MISSING, "messages", ""));
    }
    if (!fields.limited()) {
      return refusal(new Problem(Kind.MISSING, "max_tokens", ""));
    }
    String sampling = fields.sampling();
    if (sampling != null && WITHOUT_SAMPLING.equals(request.headers().first("anthropic-version"))) {
      return refusal(new Problem(Kind.UNKNOWN_FIELD, sampling, ""));
    }
    return fields.streamOptions()
        ? refusal(new Problem(Kind.UNKNOWN_FIELD, "stream_options", ""))
        : null;
  }

  @Override
  public Refuse refusal(Problem problem) {
    String field = problem.field();
    return switch (problem.kind()) {
      case NOT_JSON -> invalid("The request body is not valid JSON.");
      case WRONG_TYPE -> invalid(field + ": Input should be a valid " + typeName(problem.detail()));
      case MISSING -> invalid(field + ": Field required");
      case EMPTY -> invalid(field + ": at least one message is required");
      case BELOW_ONE -> invalid(field + ": must be greater than or equal to 1");
      case UNKNOWN_ROLE ->
          invalid(
              "messages: Unexpected role \""
                  + problem.detail()
                  + "\". Allowed roles are \"user\" or \"assistant\".");
      case UNKNOWN_FIELD, NOT_ALLOWED -> invalid(field + ": Extra inputs are not permitted");
    };
  }

  @Override
  public Refuse unknownModel(String model) {
    return error(404, "not_found_error", "model: " + model);
  }

  @Override
  public Refuse declined(Behaviour.Reason reason) {
    return switch (reason) {
      case CONTEXT_WINDOW -> invalid("prompt is too long: 210000 tokens > 200000 maximum");
      case CONTENT_FILTER -> invalid("Output blocked by content filtering policy");
    };
  }

  @Override
  public String headers(String requestId, String contentType, int promptTokens) {
    return "content-type: "
        + contentType
        + "\r\nrequest-id: "
        + requestId
        + "\r\nanthropic-ratelimit-input-tokens-remaining: "
        + (INPUT_LIMIT - promptTokens)
        + "\r\nanthropic-ratelimit-requests-limit: 4000"
        + "\r\nanthropic-ratelimit-requests-remaining: 3999"
        + "\r\nanthropic-ratelimit-requests-reset: 2026-01-01T00:00:00Z"
        + "\r\nanthropic-ratelimit-tokens-limit: 480000"
        + "\r\nanthropic-ratelimit-tokens-remaining: 479000"
        + "\r\nanthropic-ratelimit-tokens-reset: 2026-01-01T00:00:00Z"
        + "\r\nanthropic-ratelimit-input-tokens-limit: 400000"
        + "\r\nanthropic-ratelimit-output-tokens-limit: 80000"
        + "\r\nanthropic-ratelimit-output-tokens-remaining: 79000"
        + "\r\nanthropic-organization-id: org-scripted\r\n";
  }

  @Override
  public String error(Refuse refuse, String requestId) {
    String type = refuse.type() == null ? type(refuse.status()) : refuse.type();
    String message = refuse.message() == null ? message(refuse.status()) : refuse.message();
    return "{\"type\":\"error\",\"error\":{\"type\":"
        + Served.quoted(type)
        + ",\"message\":"
        + Served.quoted(message)
        + "},\"request_id\":\""
        + requestId
        + "\"}";
  }

  @Override
  public String errorEvent(Refuse refuse, String requestId) {
    return "event: error\ndata: " + error(refuse, requestId) + "\n\n";
  }

  @Override
  public String whole(Served served) {
    return Message.of(served);
  }

  @Override
  public Events events(Served served) {
    return new MessageEvents(served);
  }

  private static Refuse invalid(String message) {
    return error(400, "invalid_request_error", message);
  }

  private static Refuse error(int status, String type, String message) {
    return new Refuse(status, type, null, null, message, Map.of());
  }

  private static String typeName(String type) {
    return switch (type) {
      case "object" -> "dictionary";
      case "array" -> "list";
      default -> type;
    };
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }

  private static String message(int status) {
    return switch (status) {
      case 401 -> "invalid x-api-key";
      case 404 -> "Not Found";
      case 429 -> "This request would exceed your organization's rate limit.";
      case 529 -> "Overloaded";
      default -> status < 500 ? "The request is not valid." : "Internal server error";
    };
  }
}
