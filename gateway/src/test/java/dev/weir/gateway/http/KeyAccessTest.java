package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a key's {@code allowed_routes} and {@code aliases} do to its calls. */
class KeyAccessTest {
  private static final String KEY = "sk-special-0123456789";
  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void refusesARouteThatTheKeyIsNotFor_inTheClientsProtocol() {
    gateway.key(KEY, id -> TestAdmin.key(id, false, List.of("/v1/models"), Map.of()));

    var chat = gateway.chat(KEY, ask("gpt-4o-mini", ""));
    var messages = gateway.post("/v1/messages", KEY, ask("claude", ""));

    assertThat(chat.statusCode()).isEqualTo(403);
    assertThat(json(chat).at("/error/message").asText())
        .isEqualTo(
            "Virtual key is not allowed to call this route. Only allowed to call routes:"
                + " ['/v1/models']. Tried to call route: /v1/chat/completions");
    assertThat(json(messages).at("/error/type").asText()).isEqualTo("permission_error");
    assertThat(gateway.provider.requests()).isEmpty();
    assertThat(gateway.get("/v1/models", KEY).statusCode()).isEqualTo(200);
  }

  @Test
  void callsTheModelThatAnAliasStandsFor_ifTheKeyMayUseIt() {
    gateway.key(KEY, id -> TestAdmin.key(id, false, null, Map.of("mini", "gpt-4o-mini")));

    var answer = gateway.chat(KEY, ask("mini", ""));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-litellm-model-group")).contains("gpt-4o-mini");
  }
}
