package dev.weir.gateway.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What headers tell the gateway; they win over the body's fields, as LiteLLM has it. */
public final class ControlHeaders {
  private static final String RETRIES = "x-litellm-num-retries";
  private static final String TIMEOUT = "x-litellm-timeout";
  private static final String STREAM_TIMEOUT = "x-litellm-stream-timeout";

  /** The headers that are read, in lower case. */
  public static final List<String> NAMES = List.of(RETRIES, TIMEOUT, STREAM_TIMEOUT);

  private ControlHeaders() {}

  /**
   * The controls with what the headers say.
   *
   * @param headers by lower-case name
   */
  static Controls over(Controls controls, Map<String, String> headers) throws WrongFieldException {
    if (NAMES.stream().noneMatch(headers::containsKey)) {
      return controls;
    }
    Integer retries = count(headers);
    Duration timeout = seconds(TIMEOUT, headers);
    Duration streamTimeout = seconds(STREAM_TIMEOUT, headers);
    return new Controls(
        controls.testSwitch(),
        controls.disableFallbacks(),
        controls.fallbacks(),
        retries == null ? controls.retries() : retries,
        timeout == null ? controls.timeout() : timeout,
        streamTimeout == null ? controls.streamTimeout() : streamTimeout,
        controls.dropParams(),
        controls.region(),
        controls.tags(),
        controls.user(),
        controls.cache());
  }

  private static @Nullable Integer count(Map<String, String> headers) throws WrongFieldException {
    String value = headers.get(RETRIES);
    if (value == null) {
      return null;
    }
    if (!value.matches("[0-9]{1,9}")) {
      throw new WrongFieldException(RETRIES, "'" + RETRIES + "' must be an integer.");
    }
    return Integer.valueOf(value);
  }

  private static @Nullable Duration seconds(String name, Map<String, String> headers)
      throws WrongFieldException {
    String value = headers.get(name);
    if (value == null) {
      return null;
    }
    if (!value.matches("[0-9]{1,5}(\\.[0-9]{1,9})?")) {
      throw new WrongFieldException(name, "'" + name + "' must be a number of seconds.");
    }
    return FieldReader.seconds(name, new BigDecimal(value));
  }
}
