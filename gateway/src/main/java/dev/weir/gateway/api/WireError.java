package dev.weir.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * An error as clients read it.
 *
 * @param status HTTP status, as LiteLLM's {@code code} repeats it
 * @param message for people, without secrets
 * @param type OpenAI's (as LiteLLM 1.106.2 names it) or Anthropic's
 * @param param the request field at fault
 */
public record WireError(int status, String message, String type, @Nullable String param) {
  private static final int OVERLOADED = 529;

  /** What a client is told of a failure at a provider. */
  public static WireError of(Protocol protocol, Failure failure) {
    int status = status(failure);
    String type =
        switch (protocol) {
          case OPENAI_CHAT, OPENAI_EMBEDDINGS -> openAiType(status);
          case ANTHROPIC_MESSAGES -> messagesType(status);
        };
    boolean overloaded = status == OVERLOADED && protocol.isOpenAi();
    return new WireError(overloaded ? 503 : status, failure.message(), type, failure.param());
  }

  /** The body in a client's protocol. */
  public byte[] body(Protocol protocol) {
    ObjectNode root = Json.object();
    ObjectNode error = Json.object();
    switch (protocol) {
      case OPENAI_CHAT, OPENAI_EMBEDDINGS ->
          error
              .put("message", message)
              .put("type", type)
              .put("param", param)
              .put("code", Integer.toString(status));
      case ANTHROPIC_MESSAGES -> {
        root.put("type", "error");
        error.put("type", type).put("message", message);
      }
    }
    return Json.write(root.set("error", error));
  }

  /** The last event of a stream that failed; no terminal event follows it. */
  public SseEvent event(Protocol protocol) {
    return switch (protocol) {
      case OPENAI_CHAT, OPENAI_EMBEDDINGS -> new SseEvent(null, body(protocol));
      case ANTHROPIC_MESSAGES -> new SseEvent("error", body(protocol));
    };
  }

  /** The provider's status where it gave an error status, else LiteLLM's for such a failure. */
  private static int status(Failure failure) {
    if (failure.status() >= 400) {
      return failure.status();
    }
    return switch (failure.kind()) {
      case TIMEOUT -> 408;
      case RATE_LIMITED -> 429;
      case AUTHENTICATION -> 401;
      case PERMISSION -> 403;
      case NOT_FOUND -> 404;
      case CONTEXT_WINDOW, CONTENT_POLICY, BAD_REQUEST -> 400;
      case CONNECTION, SERVER, BROKEN_ANSWER, SIMULATED -> 500;
    };
  }

  private static String openAiType(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402, 403 -> "permission_error";
      case 429 -> "throttling_error";
      default -> status < 500 ? "invalid_request_error" : "internal_server_error";
    };
  }

  private static String messagesType(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402, 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 408, 504 -> "timeout_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case OVERLOADED -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
