package dev.weir.schemas.config;

/** The kinds of failure that LiteLLM's policies name ({@code retry_policy} and the like). */
public enum ErrorClass {
  /** 401 and 403. */
  AUTHENTICATION("AuthenticationError"),
  /** No answer in time. */
  TIMEOUT("TimeoutError"),
  /** 429. */
  RATE_LIMIT("RateLimitError"),
  /** Refused for its content. */
  CONTENT_POLICY("ContentPolicyViolationError"),
  /** 5xx for which nothing else is said, no connection, and answers that can't be read. */
  INTERNAL_SERVER("InternalServerError"),
  /** Any other 4xx. */
  BAD_REQUEST("BadRequestError"),
  /** 404. */
  NOT_FOUND("NotFoundError"),
  /** 503. */
  SERVICE_UNAVAILABLE("ServiceUnavailableError"),
  /** 502. */
  BAD_GATEWAY("BadGatewayError");

  private final String written;

  ErrorClass(String written) {
    this.written = written;
  }

  /** LiteLLM's name, such as {@code RateLimitError}. */
  public String written() {
    return written;
  }
}
