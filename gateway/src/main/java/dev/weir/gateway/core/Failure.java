package dev.weir.gateway.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt failed. Retry and fallback are decided from it.
 *
 * @param status the provider's HTTP status, 0 if there was none
 * @param type the provider's error type where it gave one
 * @param message the provider's text, or ours; never a secret
 * @param param the request field the provider blames
 * @param retryAfter as the provider asked
 */
public record Failure(
    Kind kind,
    int status,
    @Nullable String type,
    String message,
    @Nullable String param,
    @Nullable Duration retryAfter) {
  /** Kinds of failure. */
  public enum Kind {
    /** No connection, or it broke before any answer. */
    CONNECTION,
    /** A deadline passed. */
    TIMEOUT,
    /** 429. */
    RATE_LIMITED,
    /** 401. */
    AUTHENTICATION,
    /** 402 or 403. */
    PERMISSION,
    /** 404. */
    NOT_FOUND,
    /** The prompt is too long for the model. */
    CONTEXT_WINDOW,
    /** Refused for its content. */
    CONTENT_POLICY,
    /** Any other 4xx: the request is at fault. */
    BAD_REQUEST,
    /** 5xx, Anthropic's 529 included. */
    SERVER,
    /** An answer that can't be read, or a stream that ended without its terminal event. */
    BROKEN_ANSWER,
    /** A test switch of the client, such as {@code mock_testing_fallbacks}. */
    SIMULATED
  }

  /** Short code in lower case: in events, logs and metrics. */
  public String code() {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
