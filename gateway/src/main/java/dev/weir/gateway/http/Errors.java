package dev.weir.gateway.http;

import dev.weir.gateway.auth.AuthResult;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.pipeline.Refusal;
import java.time.Duration;
import java.util.Map;

/**
 * What a client is told when it gets no answer: the one place that maps refusals to status, type
 * and text. Texts never name other groups, hashes or keys.
 *
 * @param budgetStatus of an exhausted budget
 */
record Errors(int budgetStatus) {
  private static final int UNAUTHORIZED = 401;
  private static final int PAYMENT_REQUIRED = 402;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final int LAST_KNOWN_SERVER_ERROR = 504;
  private static final int UNAVAILABLE = 503;
  private static final int OVERLOADED = 529;
  private static final int BAD_REQUEST = 400;
  private static final String INVALID = "invalid_request_error";
  private static final String INTERNAL = "internal_server_error";
  private static final String UNAVAILABLE_TYPE = "service_unavailable";
  private static final String RETRY_AFTER = "retry-after";
  private static final String SHOULD_RETRY = "x-should-retry";
  private static final Duration SOON = Duration.ofSeconds(1);

  static ErrorReply of(AuthResult.Refused refused) {
    return ErrorReply.of(refused.status(), refused.type(), refused.message(), refused.param());
  }

  static ErrorReply tooLarge(long limit) {
    return ErrorReply.of(
        TOO_LARGE, INVALID, "The request body is larger than " + limit + " bytes.", "request_body");
  }

  static ErrorReply masterOnly() {
    return ErrorReply.of(
        UNAUTHORIZED,
        "auth_error",
        "Authentication Error, Only proxy admin can read this. Use the master key.",
        ErrorReply.NO_PARAM);
  }

  /** An unknown key may be a good one: the keys are not read yet. */
  static ErrorReply starting() {
    return ErrorReply.of(
            UNAVAILABLE, UNAVAILABLE_TYPE, "The gateway is starting and reads its keys.", null)
        .withHeader(RETRY_AFTER, seconds(SOON));
  }

  static ErrorReply internal() {
    return ErrorReply.of(SERVER_ERROR, INTERNAL, "Internal server error.", null);
  }

  static ErrorReply badName() {
    return ErrorReply.of(
        BAD_REQUEST,
        INVALID,
        "Idempotency-Key: expected 1 to 255 printable ASCII characters, once.",
        "Idempotency-Key");
  }

  /** Another node makes the call, or its answer has grown too large to be joined. */
  static ErrorReply running(Duration wait) {
    return ErrorReply.of(
            CONFLICT,
            "idempotency_conflict",
            "A call with this Idempotency-Key is running. Try again for its answer.",
            "Idempotency-Key")
        .withHeader(RETRY_AFTER, seconds(wait));
  }

  static ErrorReply notKept() {
    return ErrorReply.of(
            CONFLICT,
            "idempotency_conflict",
            "The call with this Idempotency-Key was made and billed, but its answer was too large"
                + " to be kept. To make it again, use a new key.",
            "Idempotency-Key")
        .withHeader(SHOULD_RETRY, "false");
  }

  static ErrorReply different() {
    return ErrorReply.of(
        UNPROCESSABLE,
        "idempotency_mismatch",
        "This Idempotency-Key was used for another request. Use a new key for each request, and"
            + " repeat a request unchanged.",
        "Idempotency-Key");
  }

  ErrorReply of(Refusal refusal, Protocol protocol) {
    return switch (refusal) {
      case Refusal.BadRequest(String param, String message) ->
          ErrorReply.of(BAD_REQUEST, INVALID, message, param);
      case Refusal.ForbiddenField(String message) ->
          ErrorReply.of(UNAUTHORIZED, "auth_error", message, ErrorReply.NO_PARAM);
      case Refusal.UnknownModel(String model) -> unknownModel(model);
      case Refusal.ModelDenied(String type, String message) ->
          ErrorReply.of(FORBIDDEN, type, message, "model");
      case Refusal.CacheControlDenied(String control) ->
          ErrorReply.of(
              FORBIDDEN,
              "auth_error",
              "Not allowed to set "
                  + control
                  + " as a cache control. Contact admin to change permissions.",
              "cache." + control);
      case Refusal.RateLimited limited -> RateError.of(limited);
      case Refusal.RateUnavailable(var by) ->
          RateError.unavailable(by).withHeader(RETRY_AFTER, seconds(SOON));
      case Refusal.BudgetExhausted exhausted ->
          BudgetError.exhausted(exhausted, budgetStatus).withHeader(SHOULD_RETRY, "false");
      case Refusal.BudgetBusy busy ->
          BudgetError.busy(busy.by()).withHeader(RETRY_AFTER, seconds(busy.by().retryAfter()));
      case Refusal.BudgetUnavailable unavailable ->
          BudgetError.unavailable(unavailable.by()).withHeader(RETRY_AFTER, seconds(SOON));
      case Refusal.Unpriced(String group, String model) ->
          ErrorReply.of(
              BAD_REQUEST,
              INVALID,
              ("The price of `%s` (model group `%s`) is not known, so a key with a budget can't use"
                      + " it. Set input_cost_per_token and output_cost_per_token for it.")
                  .formatted(model, group),
              "model");
      case Refusal.JournalFull(String reason) ->
          ErrorReply.of(
                  UNAVAILABLE,
                  UNAVAILABLE_TYPE,
                  "The gateway can't record the call, so it is not made: " + reason,
                  null)
              .withHeader(RETRY_AFTER, seconds(SOON));
      case Refusal.Stopping() ->
          ErrorReply.of(UNAVAILABLE, UNAVAILABLE_TYPE, "The gateway is being stopped.", null);
      case Refusal.ProviderFailed failed ->
          provider(failed.failure(), protocol).withFacts(AttemptsJson.tried(failed.tried()));
    };
  }

  private static ErrorReply unknownModel(String model) {
    return new ErrorReply(
        NOT_FOUND,
        INVALID,
        "The model `" + model + "` does not exist. GET /v1/models lists the models.",
        "model",
        "model_not_found",
        null,
        Map.of());
  }

  private static ErrorReply provider(Failure failure, Protocol protocol) {
    int status = status(failure, protocol);
    String type =
        switch (failure.kind()) {
          case RATE_LIMITED -> "throttling_error";
          case AUTHENTICATION -> "authentication_error";
          case PERMISSION -> "permission_error";
          case TIMEOUT, NOT_FOUND, CONTEXT_WINDOW, CONTENT_POLICY, BAD_REQUEST -> INVALID;
          case CONNECTION, SERVER, BROKEN_ANSWER, SIMULATED -> INTERNAL;
        };
    ErrorReply reply = ErrorReply.of(status, type, failure.message(), failure.param());
    Duration wait = failure.retryAfter();
    if (status == PAYMENT_REQUIRED) {
      return reply.withHeader(SHOULD_RETRY, "false");
    }
    return wait == null ? reply : reply.withHeader(RETRY_AFTER, seconds(wait));
  }

  private static int status(Failure failure, Protocol protocol) {
    return switch (failure.kind()) {
      case TIMEOUT -> TIMEOUT;
      case RATE_LIMITED -> TOO_MANY;
      case AUTHENTICATION -> UNAUTHORIZED;
      case PERMISSION -> failure.status() == PAYMENT_REQUIRED ? PAYMENT_REQUIRED : FORBIDDEN;
      case NOT_FOUND -> NOT_FOUND;
      case CONTEXT_WINDOW, CONTENT_POLICY -> BAD_REQUEST;
      case BAD_REQUEST -> clientError(failure.status());
      case CONNECTION, BROKEN_ANSWER, SIMULATED -> SERVER_ERROR;
      case SERVER -> serverError(failure.status(), protocol);
    };
  }

  private static int clientError(int status) {
    return status >= BAD_REQUEST && status < SERVER_ERROR ? status : BAD_REQUEST;
  }

  /** Only Anthropic's own clients know its 529. */
  private static int serverError(int status, Protocol protocol) {
    if (status == OVERLOADED && protocol == Protocol.ANTHROPIC_MESSAGES) {
      return OVERLOADED;
    }
    return status >= SERVER_ERROR && status <= LAST_KNOWN_SERVER_ERROR ? status : SERVER_ERROR;
  }

  /** Whole seconds, rounded up: earlier would be refused again. */
  static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.plusNanos(999_999_999).toSeconds()));
  }
}
