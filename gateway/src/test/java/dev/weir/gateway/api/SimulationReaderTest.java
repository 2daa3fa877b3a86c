package dev.weir.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.api.Controls.TestSwitch;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.core.Simulation;
import dev.weir.gateway.core.Simulation.Answers;
import dev.weir.gateway.core.Simulation.AttemptsFail;
import dev.weir.gateway.core.Simulation.AttemptsTimeOut;
import dev.weir.gateway.core.Simulation.GroupFails;
import dev.weir.gateway.core.Simulation.Late;
import dev.weir.gateway.core.Simulation.Tool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationReaderTest {
  @ParameterizedTest
  @CsvSource({
    "mock_testing_fallbacks, SIMULATED",
    "mock_testing_context_fallbacks, CONTEXT_WINDOW",
    "mock_testing_context_window_fallbacks, CONTEXT_WINDOW",
    "mock_testing_content_policy_fallbacks, CONTENT_POLICY",
  })
  void failsTheGroup(String field, Kind kind) {
    assertThat(read("\"" + field + "\":true"))
        .isEqualTo(new TestSwitch(field, new GroupFails(kind)));
  }

  @ParameterizedTest
  @CsvSource({
    "litellm.RateLimitError, RATE_LIMITED",
    "litellm.InternalServerError, SERVER",
    "litellm.ContextWindowExceededError, CONTEXT_WINDOW",
    "litellm.Timeout, TIMEOUT",
  })
  void failsEachAttempt_whenAResponseNamesAnError(String text, Kind kind) {
    assertThat(simulation("\"mock_response\":\"" + text + "\""))
        .isInstanceOfSatisfying(
            AttemptsFail.class, it -> assertThat(it.failure().kind()).isEqualTo(kind));
  }

  @Test
  void answersWithTheText_whenAResponseNamesNoError() {
    assertThat(simulation("\"mock_response\":\"litellm.Hello\""))
        .isEqualTo(new Answers("litellm.Hello", List.of()));
  }

  @Test
  void answersLater_andCallsTools() {
    String calls = "[{\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]";

    assertThat(simulation("\"mock_delay\":1.5,\"mock_tool_calls\":" + calls))
        .isEqualTo(
            new Late(
                Duration.ofMillis(1500),
                new Answers("This is a mock request", List.of(new Tool("c1", "f", "{}")))));
    assertThat(simulation("\"mock_response\":\"hi\",\"mock_delay\":2"))
        .isEqualTo(new Late(Duration.ofSeconds(2), new Answers("hi", List.of())));
    assertThat(read("\"mock_delay\":2")).isNull();
  }

  @Test
  void refusesToolCallsThatAreNone() {
    byte[] body =
        "{\"model\":\"m\",\"messages\":[],\"mock_tool_calls\":[{\"name\":\"f\"}]}".getBytes(UTF_8);

    assertThat(RequestReader.read(Protocol.OPENAI_CHAT, body))
        .isInstanceOfSatisfying(
            RequestReading.Malformed.class,
            it -> assertThat(it.param()).isEqualTo("mock_tool_calls"));
  }

  @Test
  void takesTheFirstSwitchOnly() {
    assertThat(simulation("\"mock_response\":\"hi\",\"mock_testing_rate_limit_error\":true"))
        .isInstanceOf(AttemptsFail.class);
    assertThat(simulation("\"mock_response\":\"hi\",\"mock_timeout\":true"))
        .isEqualTo(new AttemptsTimeOut());
  }

  @Test
  void simulatesNothing_whenASwitchIsOff() {
    assertThat(read("\"mock_testing_fallbacks\":false,\"mock_response\":null")).isNull();
  }

  private static Simulation simulation(String fields) {
    return read(fields).simulation();
  }

  private static TestSwitch read(String fields) {
    byte[] body = ("{\"model\":\"m\",\"messages\":[]," + fields + "}").getBytes(UTF_8);
    return ((RequestReading.Read) RequestReader.read(Protocol.OPENAI_CHAT, body))
        .controls()
        .testSwitch();
  }
}
