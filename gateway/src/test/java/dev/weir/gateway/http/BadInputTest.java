package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is refused before a provider is asked: status, body in the client's shape, nothing billed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private static final String LIMITED = "sk-limited-0000000000";
  private static final String EXPIRED = "sk-expired-0000000000";
  private TestGateway gateway;

  @BeforeAll
  void start() {
    gateway = new TestGateway();
    gateway.key(LIMITED, 1_000_000_000L, "gpt-4o-mini", "mystery");
    gateway.expiredKey(EXPIRED);
  }

  @AfterAll
  void nothingWasBilled() {
    assertThat(gateway.provider.ledger()).isEmpty();
    assertThat(gateway.provider.requests()).isEmpty();
    assertThat(gateway.log.begun).isEmpty();
    assertThat(gateway.plane.holds).isEmpty();
    gateway.close();
  }

  static Stream<Arguments> badInput() {
    String good = ask("gpt-4o-mini", "");
    return Stream.of(
        Arguments.of("no key", "", good, 401, "auth_error", "None"),
        Arguments.of(
            "wrong key", "sk-wrong-00000000000", good, 401, "token_not_found_in_db", "key"),
        Arguments.of("expired key", EXPIRED, good, 401, "expired_key", "sk-...ey00"),
        Arguments.of(
            "cut JSON",
            MASTER,
            "{\"model\": \"gpt-4o\", ",
            400,
            "invalid_request_error",
            "request_body"),
        Arguments.of("a list", MASTER, "[]", 400, "invalid_request_error", "request_body"),
        Arguments.of(
            "no messages",
            MASTER,
            "{\"model\":\"gpt-4o\"}",
            400,
            "invalid_request_error",
            "messages"),
        Arguments.of(
            "too large",
            MASTER,
            good + " ".repeat(5_000),
            413,
            "invalid_request_error",
            "request_body"),
        Arguments.of(
            "api_base",
            MASTER,
            ask("gpt-4o-mini", ",\"api_base\":\"http://x\""),
            401,
            "auth_error",
            "None"),
        Arguments.of(
            "model not allowed",
            LIMITED,
            ask("gpt-4o", ""),
            403,
            "key_model_access_denied",
            "model"),
        Arguments.of(
            "no price under a budget",
            LIMITED,
            ask("mystery", ""),
            400,
            "invalid_request_error",
            "model"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badInput")
  void refuses(String name, String key, String body, int status, String type, String param) {
    HttpResponse<String> response = gateway.chat(key, body);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.headers().firstValue("x-litellm-call-id")).isPresent();
    JsonNode error = json(response).at("/error");
    assertThat(error.at("/type").asText()).isEqualTo(type);
    assertThat(error.at("/param").asText()).isEqualTo(param);
    assertThat(error.at("/code").asText()).isEqualTo(String.valueOf(status));
  }

  @Test
  void refusesAnUnknownModel() {
    HttpResponse<String> response = gateway.chat(MASTER, ask("no-such-model", ""));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).at("/error/code").asText()).isEqualTo("model_not_found");
    assertThat(response.body()).doesNotContain("claude");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("anthropicErrors")
  void refusesMessagesInAnthropicsShape(
      String name, String key, String body, int status, String type) {
    HttpResponse<String> response = gateway.post("/v1/messages", key, body);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response).at("/type").asText()).isEqualTo("error");
    assertThat(json(response).at("/error/type").asText()).isEqualTo(type);
    assertThat(json(response).at("/error/message").asText()).isNotEmpty();
  }

  static Stream<Arguments> anthropicErrors() {
    return Stream.of(
        Arguments.of("no key", "", ask("claude", ""), 401, "authentication_error"),
        Arguments.of("cut JSON", MASTER, "{", 400, "invalid_request_error"),
        Arguments.of("unknown model", MASTER, ask("nope", ""), 404, "not_found_error"),
        Arguments.of("denied", LIMITED, ask("claude", ""), 403, "permission_error"),
        Arguments.of("too large", MASTER, " ".repeat(5_000), 413, "request_too_large"));
  }

  @Test
  void answersAnUnknownPath() {
    HttpResponse<String> response = gateway.get("/v1/nothing", MASTER);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("{\"detail\":\"Not Found\"}");
  }
}
