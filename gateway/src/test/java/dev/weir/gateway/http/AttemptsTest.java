package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.provider.Behaviour.Refuse;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of a call afterwards, and to whom. */
class AttemptsTest {
  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void tellsEachStepOfACall() {
    gateway.provider.script("gpt-4o", Refuse.status(500));
    var response = gateway.chat(MASTER, ask("gpt-4o", ""));

    JsonNode trail = json(gateway.get("/v1/attempts/" + id(response), MASTER));

    assertThat(trail.path("model_group").asText()).isEqualTo("gpt-4o");
    assertThat(trail.path("state").asText()).isEqualTo("answered");
    assertThat(trail.path("cost").decimalValue()).isEqualByComparingTo("0.0006");
    assertThat(trail.path("steps")).hasSize(3);
    JsonNode failed = trail.at("/steps/1");
    assertThat(failed.path("deployment").asText()).isEqualTo("gpt-4o-1");
    assertThat(failed.path("role").asText()).isEqualTo("retry");
    assertThat(failed.path("outcome").asText()).isEqualTo("failed");
    assertThat(failed.path("status").asInt()).isEqualTo(500);
    assertThat(failed.path("waited_ms").asLong()).isEqualTo(gateway.waits.getFirst().toMillis());
    JsonNode answered = trail.at("/steps/2");
    assertThat(answered.path("role").asText()).isEqualTo("fallback");
    assertThat(answered.path("model").asText()).isEqualTo("anthropic/claude-sonnet-4-6");
    assertThat(answered.path("outcome").asText()).isEqualTo("succeeded");
    assertThat(trail.toString()).doesNotContain("Hi", "provider-key", "127.0.0.1");
  }

  @Test
  void tellsNobodyElse() {
    String mine = gateway.key("sk-mine", 1_000_000_000);
    String other = gateway.key("sk-other", 1_000_000_000);
    String id = id(gateway.chat(mine, ask("gpt-4o-mini", "")));

    assertThat(gateway.get("/v1/attempts/" + id, mine).statusCode()).isEqualTo(200);
    assertThat(gateway.get("/v1/attempts/" + id, MASTER).statusCode()).isEqualTo(200);
    assertThat(gateway.get("/v1/attempts/" + id, other).statusCode()).isEqualTo(404);
    assertThat(gateway.get("/v1/attempts/nothing", MASTER).statusCode()).isEqualTo(404);
    assertThat(gateway.get("/v1/attempts/" + id, "").statusCode()).isEqualTo(401);
  }

  @Test
  void listsTheAttempts_whenAllFailed() {
    gateway.provider.script("gpt-4o", Refuse.status(500));
    gateway.provider.script("claude-sonnet-4-6", Refuse.status(401));

    var response = gateway.chat(MASTER, ask("gpt-4o", ""));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(header(response, "x-litellm-attempted-retries")).isEqualTo("1");
    assertThat(header(response, "x-litellm-attempted-fallbacks")).isEqualTo("1");
    assertThat(header(response, "x-litellm-model-group")).isEqualTo("gpt-4o");
    assertThat(header(response, "x-litellm-model-id")).isEqualTo("gpt-4o-1");
    JsonNode attempts = json(response).at("/error/weir/attempts");
    assertThat(attempts).hasSize(3);
    assertThat(attempts.at("/2/status").asInt()).isEqualTo(401);
    assertThat(attempts.at("/2/model_group").asText()).isEqualTo("claude");
  }

  private static String id(HttpResponse<String> response) {
    return header(response, "x-litellm-call-id");
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
