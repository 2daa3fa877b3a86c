package dev.weir.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.core.Protocol;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as a client of either protocol reads it.
 *
 * @param type LiteLLM's; clients of Anthropic's protocol get the one that belongs to the status
 * @param code OpenAI's {@code code}: the status as text, where there is nothing better
 * @param weir further facts, in the error object
 * @param headers of the reply
 */
record ErrorReply(
    int status,
    String type,
    String message,
    @Nullable String param,
    String code,
    @Nullable ObjectNode weir,
    Map<String, String> headers) {
  /** LiteLLM's text where there is no parameter, in errors of authentication. */
  static final String NO_PARAM = "None";

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int PAYMENT_REQUIRED = 402;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int OVERLOADED = 529;
  private static final int SERVER_ERROR = 500;

  static ErrorReply of(int status, String type, String message, @Nullable String param) {
    return new ErrorReply(status, type, message, param, Integer.toString(status), null, Map.of());
  }

  ErrorReply withHeader(String name, String value) {
    return new ErrorReply(status, type, message, param, code, weir, Map.of(name, value));
  }

  ErrorReply withFacts(ObjectNode facts) {
    return new ErrorReply(status, type, message, param, code, facts, headers);
  }

  /** The body in the client's protocol, UTF-8. */
  byte[] body(Protocol protocol) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error =
        switch (protocol) {
          case OPENAI_CHAT, OPENAI_EMBEDDINGS ->
              body.putObject("error")
                  .put("message", message)
                  .put("type", type)
                  .put("param", param)
                  .put("code", code);
          case ANTHROPIC_MESSAGES ->
              body.put("type", "error")
                  .putObject("error")
                  .put("type", anthropicType())
                  .put("message", message);
        };
    if (weir != null) {
      error.set("weir", weir);
    }
    return Replies.bytes(body);
  }

  private String anthropicType() {
    return switch (status) {
      case BAD_REQUEST -> "invalid_request_error";
      case UNAUTHORIZED -> "authentication_error";
      case PAYMENT_REQUIRED -> type;
      case FORBIDDEN -> "permission_error";
      case NOT_FOUND -> "not_found_error";
      case TOO_LARGE -> "request_too_large";
      case TOO_MANY -> "rate_limit_error";
      case OVERLOADED -> "overloaded_error";
      default ->
          type.startsWith("budget_")
              ? type
              : status < SERVER_ERROR ? "invalid_request_error" : "api_error";
    };
  }
}
