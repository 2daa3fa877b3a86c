package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that must not reach a provider. */
final class BadRequestIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final Calls.Request GOOD = Calls.chat("gpt-4o", 10, "Hello");

  private Node.Key key;

  @BeforeEach
  void mint() {
    key = WEIR.a().mint(Map.of("models", List.of("gpt-4o", "claude-sonnet"), "max_budget", 1));
  }

  @AfterEach
  void nothingReachedTheProvider() {
    assertThat(WEIR.provider().requests()).isEmpty();
    assertThat(WEIR.provider().ledger()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"model\": \"gpt-4o\", ", "", "[]", "not JSON", "{\"model\": 5}"})
  void answers400_whenTheBodyIsNoRequest(String body) {
    assertError(api().post(Calls.CHAT, body), 400, "invalid_request_error");
    assertError(api().post(Calls.MESSAGES, body), 400, "invalid_request_error");
  }

  /**
   * The answer must come before 50 MB are sent, and what comes after it is no request: a proxy in
   * front would hand the second answer to somebody else.
   */
  @Test
  void answers413AndHangsUp_whenTheBodyIsOverTheLimit() throws IOException {
    String head =
        """
        POST /v1/chat/completions HTTP/1.1
        host: weir
        authorization: Bearer %s
        content-type: application/json
        content-length: 52428801

        GET /health/liveliness HTTP/1.1
        host: weir

        """
            .formatted(key.secret())
            .replace("\n", "\r\n");
    var base = WEIR.a().master().base();
    try (var socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 413 ")
          .contains("52428800 bytes")
          .doesNotContain("HTTP/1.1 200");
    }
  }

  @Test
  void answers404_whenTheModelIsUnknown() {
    key = WEIR.a().mint(Map.of());

    Answer answer = api().post(Calls.chat("gpt-4o-nano-xl", 10, "Hello"));

    assertError(answer, 404, "invalid_request_error");
    assertThat(answer.error().get("code").asText()).isEqualTo("model_not_found");
    assertThat(answer.text()).doesNotContain("claude-sonnet");
  }

  @Test
  void answersInAnthropicsShape_onMessages() {
    key = WEIR.a().mint(Map.of());

    Answer answer = api().post(Calls.messages("claude-nano", 10, "Hello"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("type").asText()).isEqualTo("error");
    assertThat(answer.error().get("type").asText()).isEqualTo("not_found_error");
  }

  @Test
  void answers403_whenTheKeyMayNotUseTheModel() {
    Answer answer = api().post(Calls.chat("claude-haiku", 10, "Hello"));

    assertError(answer, 403, "key_model_access_denied");
    assertThat(answer.error().get("param").asText()).isEqualTo("model");
    assertThat(answer.text()).doesNotContain("claude-sonnet");
  }

  @Test
  void answers401_whenThereIsNoKey() {
    assertError(WEIR.a().master().as("").post(GOOD), 401, "auth_error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-nobody-was-given-this-one", "no-key-at-all"})
  void answers401_whenTheKeyIsWrong(String wrong) {
    Answer answer = WEIR.a().master().as(wrong).post(GOOD);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).doesNotContain(wrong);
  }

  @Test
  void answers401_whenAHashIsPresentedAsAKey() {
    assertThat(WEIR.a().master().as(key.id()).post(GOOD).status()).isEqualTo(401);
    assertThat(WEIR.a().master().as("sk-" + key.id()).post(GOOD).status()).isEqualTo(401);
  }

  @Test
  void answers401_whenTheKeyIsBlocked() {
    WEIR.b().master().post("/key/block", Map.of("key", key.secret()));

    await().atMost(1, SECONDS).untilAsserted(() -> assertThat(refusal().status()).isEqualTo(401));
    assertThat(refusal().text()).contains("blocked");
  }

  @Test
  void answers401_whenTheKeyHasExpired() {
    key = WEIR.a().mint(Map.of("duration", "1s"));

    await().atMost(5, SECONDS).untilAsserted(() -> assertError(refusal(), 401, "expired_key"));
  }

  /** What must not be done stays undone: a request that would be refused for its body. */
  private Answer refusal() {
    return api().post(GOOD.with("model", "no-such-group"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api_base", "base_url", "api_key", "input_cost_per_token"})
  void answers401_whenTheBodySetsWhatIsTheOperators(String field) {
    assertError(api().post(GOOD.with(field, "http://127.0.0.1:1")), 401, "auth_error");
    assertThat(
            api()
                .post(
                    Calls.messages("claude-sonnet", 10, "Hello").with(field, "http://127.0.0.1:1"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void answers400WithTheFieldsName_whenATranslationCannotCarryIt() {
    var chatTool =
        Map.of("type", "function", "function", Map.of("name", "f", "parameters", Map.of()));
    var messagesTool = Map.of("name", "f", "input_schema", Map.of("type", "object"));

    Answer chat =
        api().post(Calls.chat("claude-sonnet", 10, "Hello").with("tools", List.of(chatTool)));
    Answer messages =
        api().post(Calls.messages("gpt-4o", 10, "Hello").with("tools", List.of(messagesTool)));

    assertError(chat, 400, "invalid_request_error");
    assertThat(chat.error().get("param").asText()).isEqualTo("tools");
    assertError(messages, 400, "invalid_request_error");
    assertThat(messages.error().get("message").asText()).contains("tools");
  }

  private Api api() {
    return WEIR.a().as(key);
  }

  private static void assertError(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.error().get("type").asText()).as(answer.text()).isEqualTo(type);
    assertThat(answer.error().get("message").asText()).isNotBlank();
  }
}
