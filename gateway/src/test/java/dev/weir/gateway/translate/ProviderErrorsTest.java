package dev.weir.gateway.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.api.Json;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Provider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderErrorsTest {
  private static final ProviderErrors ERRORS =
      new ProviderErrors(InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400|{\"error\":{\"message\":\"This model's maximum context length is 128000 tokens.\",\"code\":\"context_length_exceeded\"}}|CONTEXT_WINDOW",
        "400|{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 210000 tokens > 200000 maximum\"}}|CONTEXT_WINDOW",
        "400|{\"error\":{\"message\":\"Your request was rejected as a result of our safety system.\",\"code\":\"content_policy_violation\"}}|CONTENT_POLICY",
        "400|{\"error\":{\"message\":\"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.\",\"code\":\"content_filter\",\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}}}|CONTENT_POLICY",
        "400|{\"error\":{\"message\":\"Output blocked by content filtering policy\"}}|CONTENT_POLICY",
        "400|{\"error\":{\"message\":\"Invalid value\"}}|BAD_REQUEST",
        "422|{\"error\":{\"message\":\"Unprocessable entity\"}}|BAD_REQUEST",
        "401|{\"error\":{\"message\":\"Incorrect API key\"}}|AUTHENTICATION",
        "402|{}|PERMISSION",
        "403|{\"error\":{\"message\":\"Country not supported\"}}|PERMISSION",
        "404|{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"x\"}}|NOT_FOUND",
        "408|``|TIMEOUT",
        "429|{\"error\":{\"message\":\"You exceeded your current quota\"}}|RATE_LIMITED",
        "500|<html>|SERVER",
        "302|``|SERVER",
        "529|{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}|SERVER",
      })
  void tellsKindsApart(int status, String body, Kind kind) {
    assertThat(read(status, Map.of(), body).kind()).isEqualTo(kind);
  }

  /** An event in a stream, or a body with status 200: there is no status to go by. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}|SERVER",
        "{\"type\":\"api_error\",\"message\":\"Internal server error\"}|SERVER",
        "{\"type\":\"rate_limit_error\",\"message\":\"x\"}|RATE_LIMITED",
        "{\"type\":\"authentication_error\",\"message\":\"x\"}|AUTHENTICATION",
        "{\"type\":\"billing_error\",\"message\":\"x\"}|PERMISSION",
        "{\"type\":\"not_found_error\",\"message\":\"model: x\"}|NOT_FOUND",
        "{\"type\":\"timeout_error\",\"message\":\"x\"}|TIMEOUT",
        "{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 2 tokens > 1 maximum\"}|CONTEXT_WINDOW",
        "{\"type\":\"invalid_request_error\",\"message\":\"Output blocked by content filtering policy\"}|CONTENT_POLICY",
        "{\"type\":\"invalid_request_error\",\"message\":\"x\"}|BAD_REQUEST",
        "{\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\",\"message\":\"x\"}|AUTHENTICATION",
        "{\"type\":\"requests\",\"code\":\"rate_limit_exceeded\",\"message\":\"x\"}|RATE_LIMITED",
        "{\"type\":null,\"code\":\"context_length_exceeded\",\"message\":\"x\"}|CONTEXT_WINDOW",
        "{\"code\":\"content_filter\",\"message\":\"x\"}|CONTENT_POLICY",
        "{\"code\":\"429\",\"message\":\"x\"}|RATE_LIMITED",
        "{\"code\":401,\"message\":\"x\"}|AUTHENTICATION",
        "{\"code\":502,\"message\":\"x\"}|SERVER",
        "{\"code\":\"400\",\"message\":\"x\"}|BAD_REQUEST",
        "{\"type\":\"server_error\",\"message\":\"x\"}|SERVER",
        "{}|SERVER",
        "\"gone\"|SERVER",
      })
  void tellsKindsApart_whereTheStatusIs200(String error, Kind kind) throws Exception {
    assertThat(ProviderErrors.event(Json.read(error.getBytes(UTF_8))).kind()).isEqualTo(kind);
  }

  @Test
  void saysSomething_whereAnErrorWithStatus200SaysNothing() throws Exception {
    assertThat(ProviderErrors.event(Json.read("{}".getBytes(UTF_8))).message())
        .isEqualTo("The provider ended its answer with an error");
    assertThat(ProviderErrors.event(Json.read("\"gone\"".getBytes(UTF_8))).message())
        .isEqualTo("gone");
  }

  @Test
  void keepsWhatTheProviderSaid() {
    Failure failure =
        read(
            400,
            Map.of(),
            "{\"error\":{\"message\":\"Bad\",\"type\":\"invalid_request_error\",\"param\":\"temperature\"}}");

    assertThat(failure)
        .isEqualTo(
            new Failure(
                Kind.BAD_REQUEST, 400, "invalid_request_error", "Bad", "temperature", null));
  }

  @Test
  void saysSomething_whereTheProviderSaysNothing() {
    assertThat(read(503, Map.of(), "").message()).isEqualTo("openai answered 503");
    assertThat(read(502, Map.of(), "<h1>502 Bad Gateway</h1>").message())
        .isEqualTo("<h1>502 Bad Gateway</h1>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry-after|2|2000",
        "retry-after|0.5|500",
        "retry-after|-3|0",
        "retry-after-ms|120|120",
        "retry-after|Sun, 22 Nov 2026 12:00:30 GMT|30000",
        "retry-after|Sun, 22 Nov 2026 11:00:00 GMT|0",
        "retry-after|99999999999999|86400000",
      })
  void readsHowLongToWait(String header, String value, long millis) {
    assertThat(read(429, Map.of(header, value), "").retryAfter())
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void ignoresAWaitThatIsNone() {
    assertThat(read(429, Map.of("retry-after", "soon"), "").retryAfter()).isNull();
    assertThat(read(429, Map.of("retry-after", "1s"), "").retryAfter()).isNull();
    assertThat(read(429, Map.of(), "").retryAfter()).isNull();
  }

  private static Failure read(int status, Map<String, String> headers, String body) {
    return ERRORS.read(Provider.OPENAI, status, headers, body.getBytes(UTF_8));
  }
}
