package dev.weir.gateway.metrics;

import dev.weir.gateway.core.Provider;
import java.util.Locale;

/** Errors as LiteLLM's labels name them: {@code Openai.RateLimitError}. */
final class ExceptionClass {
  static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int PAYMENT_REQUIRED = 402;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int CLIENT_CLOSED_REQUEST = 499;
  private static final int SERVER_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private ExceptionClass() {}

  /** Of an error that the gateway answers with this status. */
  static String of(int status) {
    return switch (status) {
      case UNAUTHORIZED -> "AuthenticationError";
      case PAYMENT_REQUIRED -> "BudgetExceededError";
      case FORBIDDEN -> "PermissionDeniedError";
      case NOT_FOUND -> "NotFoundError";
      case TIMEOUT -> "Timeout";
      case TOO_MANY -> "RateLimitError";
      case CLIENT_CLOSED_REQUEST -> "ClientDisconnected";
      case UNAVAILABLE -> "ServiceUnavailableError";
      default -> status < SERVER_ERROR ? "BadRequestError" : "InternalServerError";
    };
  }

  /**
   * Of an attempt that failed.
   *
   * @param code {@code Failure.code()}
   */
  static String of(Provider provider, String code, int status) {
    String label = provider.label();
    return label.substring(0, 1).toUpperCase(Locale.ROOT)
        + label.substring(1)
        + "."
        + switch (code) {
          case "context_window" -> "ContextWindowExceededError";
          case "content_policy" -> "ContentPolicyViolationError";
          case "permission" -> "PermissionDeniedError";
          default -> of(status(code, status));
        };
  }

  /** The status of the error; where there was no answer, the one that LiteLLM makes of it. */
  static int status(String code, int status) {
    if (status >= BAD_REQUEST) {
      return status;
    }
    return code.equals("timeout") ? TIMEOUT : SERVER_ERROR;
  }

  /** The status that a provider usually gives for failures with this code. */
  static int usual(String code) {
    return switch (code) {
      case "rate_limited" -> TOO_MANY;
      case "authentication" -> UNAUTHORIZED;
      case "permission" -> FORBIDDEN;
      case "not_found" -> NOT_FOUND;
      case "context_window", "content_policy", "bad_request" -> BAD_REQUEST;
      default -> status(code, 0);
    };
  }
}
