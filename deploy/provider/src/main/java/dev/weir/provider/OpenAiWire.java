package dev.weir.provider;

import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions. */
record OpenAiWire() implements Wire {

  private static final int TOKEN_LIMIT = 2_000_000;

  @Override
  public Protocol protocol() {
    return Protocol.OPENAI;
  }

  @Override
  public Set<String> roles() {
    return ChatShapes.ROLES;
  }

  @Override
  public @Nullable String key(HttpRequest request) {
    return bearer(request);
  }

  static @Nullable String bearer(HttpRequest request) {
    String authorization = request.headers().first("authorization");
    return authorization != null && authorization.startsWith("Bearer ")
        ? authorization.substring("Bearer ".length()).strip()
        : null;
  }

  @Override
  public @Nullable Refuse refusal(HttpRequest request, @Nullable String key) {
    if (key == null || key.isEmpty()) {
      return new Refuse(
          401,
          "invalid_request_error",
          null,
          null,
          "You didn't provide an API key. You need to provide your API key in an Authorization"
              + " header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
          Map.of());
    }
    if (key.equals(ProviderHandler.BAD_KEY)) {
      return new Refuse(
          401,
          "invalid_request_error",
          "invalid_api_key",
          null,
          "Incorrect API key provided: ***" + Traffic.suffix(key) + ".",
          Map.of());
    }
    if (!ProviderHandler.isJson(request)) {
      return new Refuse(
          415,
          "invalid_request_error",
          "unsupported_content_type",
          null,
          "Unsupported content type: the Content-Type must be 'application/json'.",
          Map.of());
    }
    return null;
  }

  @Override
  public @Nullable Refuse refusal(HttpRequest request, ChatBody.Fields fields) {
    return fields.model() == null
        ? ChatShapes.invalid(null, null, "you must provide a model parameter")
        : ChatShapes.refusal(fields);
  }

  @Override
  public Refuse refusal(ChatBody.Problem problem) {
    return ChatShapes.refusal(problem);
  }

  @Override
  public Refuse unknownModel(String model) {
    return new Refuse(
        404,
        "invalid_request_error",
        "model_not_found",
        null,
        "The model `" + model + "` does not exist or you do not have access to it.",
        Map.of());
  }

  @Override
  public Refuse declined(Behaviour.Reason reason) {
    return switch (reason) {
      case CONTEXT_WINDOW -> ChatShapes.tooLong();
      case CONTENT_FILTER ->
          ChatShapes.invalid(
              "content_policy_violation",
              null,
              "Your request was rejected as a result of our safety system. Your prompt may contain"
                  + " text that is not allowed by our safety system.");
    };
  }

  @Override
  public String headers(String requestId, String contentType, int promptTokens) {
    return "content-type: "
        + contentType
        + "\r\nx-request-id: "
        + requestId
        + "\r\nx-ratelimit-remaining-tokens: "
        + (TOKEN_LIMIT - promptTokens)
        + "\r\nx-ratelimit-limit-requests: 10000\r\nx-ratelimit-limit-tokens: 2000000"
        + "\r\nx-ratelimit-remaining-requests: 9999\r\nx-ratelimit-reset-requests: 6ms"
        + "\r\nx-ratelimit-reset-tokens: 0s\r\nopenai-organization: org-scripted"
        + "\r\nopenai-processing-ms: 12\r\nopenai-version: 2020-10-01\r\n";
  }

  @Override
  public String error(Refuse refuse, String requestId) {
    Wording wording = Wording.of(refuse.status());
    boolean usual = refuse.type() == null;
    return "{\"error\":{\"message\":"
        + Served.quoted(or(refuse.message(), wording.message))
        + ",\"type\":"
        + Served.quoted(or(refuse.type(), wording.type))
        + ",\"param\":"
        + nullable(refuse.param())
        + ",\"code\":"
        + nullable(usual && refuse.code() == null ? wording.code : refuse.code())
        + "}}";
  }

  @Override
  public String errorEvent(Refuse refuse, String requestId) {
    return "data: " + error(refuse, requestId) + "\n\n";
  }

  @Override
  public String whole(Served served) {
    return Completion.of(served, "", "");
  }

  @Override
  public Events events(Served served) {
    return Chunks.of(served, "", "");
  }

  private static String or(@Nullable String scripted, String usual) {
    return scripted == null ? usual : scripted;
  }

  private static String nullable(@Nullable String text) {
    return text == null ? "null" : Served.quoted(text);
  }

  /** How OpenAI usually words a status. */
  private record Wording(String type, @Nullable String code, String message) {

    static Wording of(int status) {
      return switch (status) {
        case 401 ->
            new Wording("invalid_request_error", "invalid_api_key", "Incorrect API key provided.");
        case 403 -> new Wording("request_forbidden", null, "You are not allowed to do this.");
        case 408 -> new Wording("timeout", null, "The request timed out.");
        case 429 ->
            new Wording("requests", "rate_limit_exceeded", "Rate limit reached for requests.");
        case 503 ->
            new Wording(
                "server_error",
                null,
                "The engine is currently overloaded, please try again later.");
        default ->
            status < 500
                ? new Wording("invalid_request_error", null, "The request is not valid.")
                : new Wording(
                    "server_error",
                    null,
                    "The server had an error while processing your request. Sorry about that!");
      };
    }
  }
}
