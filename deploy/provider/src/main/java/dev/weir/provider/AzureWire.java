package dev.weir.provider;

import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Azure OpenAI's chat completions: OpenAI's, with content filters and other errors. */
record AzureWire() implements Wire {

  private static final String FILTERS =
      "{\"hate\":{\"filtered\":false,\"severity\":\"safe\"},"
          + "\"self_harm\":{\"filtered\":false,\"severity\":\"safe\"},"
          + "\"sexual\":{\"filtered\":false,\"severity\":\"safe\"},"
          + "\"violence\":{\"filtered\":false,\"severity\":\"safe\"}}";
  private static final String PROMPT_FILTERS =
      ",\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":"
          + FILTERS
          + "}]";
  private static final String CHOICE_FILTERS = ",\"content_filter_results\":" + FILTERS;

  /** What Azure adds to an error that its content filter raised. */
  private static final String INNER_ERROR =
      ",\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\",\"content_filter_result\":"
          + FILTERS.replaceFirst("false,\"severity\":\"safe\"", "true,\"severity\":\"high\"")
          + "}";

  /** Azure's first chunk: no choices, no id, no model. Clients stumble over it. */
  private static final String FIRST_CHUNK =
      "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\""
          + PROMPT_FILTERS
          + "}\n\n";

  @Override
  public Protocol protocol() {
    return Protocol.AZURE;
  }

  @Override
  public Set<String> roles() {
    return ChatShapes.ROLES;
  }

  @Override
  public @Nullable String key(HttpRequest request) {
    return request.headers().first("api-key");
  }

  @Override
  public @Nullable Refuse refusal(HttpRequest request, @Nullable String key) {
    if (key == null || key.isEmpty() || key.equals(ProviderHandler.BAD_KEY)) {
      return Refuse.status(401);
    }
    String version = request.parameter("api-version");
    if (version == null || version.isEmpty()) {
      return Refuse.status(404);
    }
    if (!ProviderHandler.isJson(request)) {
      return Refuse.status(415);
    }
    return null;
  }

  @Override
  public @Nullable Refuse refusal(HttpRequest request, ChatBody.Fields fields) {
    return ChatShapes.refusal(fields);
  }

  @Override
  public Refuse refusal(ChatBody.Problem problem) {
    return ChatShapes.refusal(problem);
  }

  @Override
  public Refuse unknownModel(String model) {
    return new Refuse(
        404,
        null,
        "DeploymentNotFound",
        null,
        "The API deployment for this resource does not exist. If you created the deployment within"
            + " the last 5 minutes, please wait a moment and try again.",
        Map.of());
  }

  @Override
  public Refuse declined(Behaviour.Reason reason) {
    return switch (reason) {
      case CONTEXT_WINDOW -> ChatShapes.tooLong();
      case CONTENT_FILTER ->
          new Refuse(
              400,
              null,
              "content_filter",
              "prompt",
              "The response was filtered due to the prompt triggering Azure OpenAI's content"
                  + " management policy. Please modify your prompt and retry.",
              Map.of());
    };
  }

  @Override
  public String headers(String requestId, String contentType, int promptTokens) {
    return "content-type: "
        + contentType
        + "\r\nx-request-id: "
        + requestId
        + "\r\napim-request-id: "
        + requestId
        + "\r\nx-ratelimit-remaining-tokens: "
        + (500_000 - promptTokens)
        + "\r\nx-ratelimit-limit-requests: 5000\r\nx-ratelimit-limit-tokens: 500000"
        + "\r\nx-ratelimit-remaining-requests: 4999\r\nx-ms-region: East US"
        + "\r\nazureml-model-session: d001-scripted\r\n";
  }

  @Override
  public String error(Refuse refuse, String requestId) {
    String code = refuse.code() == null ? Integer.toString(refuse.status()) : refuse.code();
    String message = refuse.message() == null ? message(refuse.status()) : refuse.message();
    String type = refuse.type() == null ? "" : ",\"type\":" + Served.quoted(refuse.type());
    String param = refuse.param() == null ? "" : ",\"param\":" + Served.quoted(refuse.param());
    return "{\"error\":{\"code\":"
        + Served.quoted(code)
        + ",\"message\":"
        + Served.quoted(message)
        + type
        + param
        + (code.equals("content_filter") ? INNER_ERROR : "")
        + "}}";
  }

  @Override
  public String errorEvent(Refuse refuse, String requestId) {
    return "data: " + error(refuse, requestId) + "\n\n";
  }

  @Override
  public String whole(Served served) {
    return Completion.of(served, CHOICE_FILTERS, PROMPT_FILTERS);
  }

  @Override
  public Events events(Served served) {
    return Chunks.of(served, FIRST_CHUNK, ",\"content_filter_results\":{}");
  }

  private static String message(int status) {
    return switch (status) {
      case 401 ->
          "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide"
              + " a valid key for an active subscription and use a correct regional API endpoint for"
              + " your resource.";
      case 404 -> "Resource not found";
      case 429 ->
          "Requests to the ChatCompletions_Create Operation under Azure OpenAI API have exceeded call"
              + " rate limit of your current OpenAI S0 pricing tier.";
      default -> status < 500 ? "The request is not valid." : "The server had an error.";
    };
  }
}
