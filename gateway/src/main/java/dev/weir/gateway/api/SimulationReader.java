package dev.weir.gateway.api;

import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Simulation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads the test switches of a request. */
final class SimulationReader {
  private static final String RATE_LIMIT = "mock_testing_rate_limit_error";
  private static final String TIMEOUT = "mock_timeout";
  private static final String RESPONSE = "mock_response";
  private static final String PREFIX = "litellm.";

  /** LiteLLM's documentation and its code disagree on the second name: both are taken. */
  private static final SequencedMap<String, Kind> GROUP_FAILS = groupFails();

  /** Errors that {@code mock_response} names, as their statuses. */
  private static final Map<String, Kind> ERRORS =
      Map.ofEntries(
          Map.entry("RateLimitError", Kind.RATE_LIMITED),
          Map.entry("InternalServerError", Kind.SERVER),
          Map.entry("ServiceUnavailableError", Kind.SERVER),
          Map.entry("APIError", Kind.SERVER),
          Map.entry("APIConnectionError", Kind.CONNECTION),
          Map.entry("Timeout", Kind.TIMEOUT),
          Map.entry("ContextWindowExceededError", Kind.CONTEXT_WINDOW),
          Map.entry("ContentPolicyViolationError", Kind.CONTENT_POLICY),
          Map.entry("AuthenticationError", Kind.AUTHENTICATION),
          Map.entry("PermissionDeniedError", Kind.PERMISSION),
          Map.entry("NotFoundError", Kind.NOT_FOUND),
          Map.entry("BadRequestError", Kind.BAD_REQUEST));

  private SimulationReader() {}

  /** The first switch that is set; null: none. */
  static Controls.@Nullable TestSwitch read(FieldReader fields) throws WrongFieldException {
    for (var entry : GROUP_FAILS.entrySet()) {
      if (fields.flag(entry.getKey())) {
        return new Controls.TestSwitch(entry.getKey(), new Simulation.GroupFails(entry.getValue()));
      }
    }
    if (fields.flag(RATE_LIMIT)) {
      return new Controls.TestSwitch(
          RATE_LIMIT, new Simulation.AttemptsFail(failure(Kind.RATE_LIMITED, RATE_LIMIT)));
    }
    if (fields.flag(TIMEOUT)) {
      return new Controls.TestSwitch(TIMEOUT, new Simulation.AttemptsTimeOut());
    }
    String response = fields.text(RESPONSE);
    return response == null ? null : new Controls.TestSwitch(RESPONSE, response(response));
  }

  private static Simulation response(String text) {
    Kind kind = text.startsWith(PREFIX) ? ERRORS.get(text.substring(PREFIX.length())) : null;
    return kind == null
        ? new Simulation.Answers(text)
        : new Simulation.AttemptsFail(failure(kind, text));
  }

  private static Failure failure(Kind kind, String cause) {
    return new Failure(kind, 0, null, "This is a mock error (" + cause + ").", null, null);
  }

  private static SequencedMap<String, Kind> groupFails() {
    var switches = new LinkedHashMap<String, Kind>();
    switches.put("mock_testing_fallbacks", Kind.SIMULATED);
    switches.put("mock_testing_context_fallbacks", Kind.CONTEXT_WINDOW);
    switches.put("mock_testing_context_window_fallbacks", Kind.CONTEXT_WINDOW);
    switches.put("mock_testing_content_policy_fallbacks", Kind.CONTENT_POLICY);
    return switches;
  }
}
