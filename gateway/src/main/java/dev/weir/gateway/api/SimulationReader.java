package dev.weir.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Simulation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads the test switches of a request. */
final class SimulationReader {
  private static final String RATE_LIMIT = "mock_testing_rate_limit_error";
  private static final String TIMEOUT = "mock_timeout";
  private static final String RESPONSE = "mock_response";
  private static final String TOOL_CALLS = "mock_tool_calls";
  private static final String DELAY = "mock_delay";

  /** LiteLLM's documentation and its code disagree on the second name: both are taken. */
  private static final SequencedMap<String, Kind> GROUP_FAILS = groupFails();

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
    return answer(fields);
  }

  private static Controls.@Nullable TestSwitch answer(FieldReader fields)
      throws WrongFieldException {
    String response = fields.text(RESPONSE);
    JsonNode calls = fields.value(TOOL_CALLS);
    Duration delay = fields.seconds(DELAY);
    if (response == null && calls == null) {
      return null;
    }
    List<Simulation.Tool> tools = calls == null ? List.of() : Simulation.tools(calls);
    if (tools == null) {
      throw new WrongFieldException(
          TOOL_CALLS, "'" + TOOL_CALLS + "' must be a list of tool calls with a function's name.");
    }
    Simulation answer = Simulation.answering(response, tools);
    return new Controls.TestSwitch(
        response == null ? TOOL_CALLS : RESPONSE,
        delay == null ? answer : new Simulation.Late(delay, answer));
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
