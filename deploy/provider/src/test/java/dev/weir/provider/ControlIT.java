package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider scripted and read by another process. */
class ControlIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "\"model\":\"gpt-4o\"";

  private final ScriptedProvider provider = ScriptedProvider.start(Script.seeded(1));
  private final Client client = Client.of(provider.baseUri());

  @AfterEach
  void close() {
    client.close();
    provider.close();
  }

  @Test
  void queuesARefusalForOneModel() {
    order(
        "{\"model\":\"gpt-4o\",\"times\":1,\"behaviour\":{\"kind\":\"refuse\",\"status\":429,"
            + "\"headers\":{\"retry-after\":\"2\"}}}");

    HttpResponse<String> refused = client.chat(MODEL);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).hasValue("2");
    assertThat(client.chat(MODEL).statusCode()).isEqualTo(200);
  }

  @Test
  void queuesForAnyModel() {
    order("{\"times\":1,\"behaviour\":{\"kind\":\"refuse\",\"status\":503}}");

    assertThat(client.chat(MODEL).statusCode()).isEqualTo(503);
    assertThat(client.chat(MODEL).statusCode()).isEqualTo(200);
  }

  @Test
  void setsAnAnswerForEveryModelAndForgetsIt() throws Exception {
    order(
        "{\"behaviour\":{\"kind\":\"delay\",\"ms\":1,\"then\":{\"kind\":\"answer\",\"input\":3,"
            + "\"cache_read\":2,\"output\":1,\"text\":\"a \\\"b\\\"\"}}}");

    JsonNode scripted = JSON.readTree(client.chat(MODEL).body());
    client.send("DELETE", "/_script", "");
    JsonNode seeded = JSON.readTree(client.chat(MODEL).body());

    assertThat(scripted.at("/choices/0/message/content").asText()).isEqualTo("a \"b\"");
    assertThat(scripted.at("/usage/prompt_tokens").asInt()).isEqualTo(5);
    assertThat(seeded.at("/choices/0/message/content").asText()).startsWith("a weir");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"refuse\",\"status\":500}",
        "{\"kind\":\"decline\",\"reason\":\"context_window\"}",
        "{\"kind\":\"masked\",\"status\":500}",
        "{\"kind\":\"page\",\"status\":502}",
        "{\"kind\":\"page\",\"status\":200,\"content_type\":\"text/plain\",\"body\":\"no\"}",
        "{\"kind\":\"break\",\"how\":\"bad_json\",\"words\":2}",
        "{\"kind\":\"break\",\"how\":\"ended\",\"words\":-1,\"then\":{\"kind\":\"answer\"}}",
        "{\"kind\":\"error\",\"words\":1,\"status\":529}",
        "{\"kind\":\"pace\",\"first_ms\":1,\"gap_ms\":1,\"then\":{\"kind\":\"refuse\",\"status\":500}}",
        "{\"kind\":\"after\",\"calls\":1,\"other\":{\"kind\":\"page\",\"status\":502}}",
        "{\"kind\":\"flapping\",\"good\":1,\"bad\":1,\"other\":{\"kind\":\"answer\"},"
            + "\"then\":{\"kind\":\"page\",\"status\":502}}",
        "{\"kind\":\"brown_out\",\"other\":{\"kind\":\"refuse\",\"status\":503}}",
        "{\"kind\":\"answer\",\"output\":1,\"report\":\"absent\",\"finish\":\"filtered\","
            + "\"tools\":[{\"name\":\"f\",\"arguments\":{}}]}",
      })
  void takesEachKindOfBehaviour(String behaviour) throws Exception {
    String usual = shape(client.chat(MODEL).body());
    order("{\"model\":\"gpt-4o\",\"behaviour\":" + behaviour + "}");

    HttpResponse<String> response = client.chat(MODEL);

    assertThat(shape(response.body())).isNotEqualTo(usual);
    JsonNode attempts = JSON.readTree(client.send("GET", "/_attempts", "").body());
    assertThat(attempts).hasSize(2);
    assertThat(attempts.at("/1/model").asText()).isEqualTo("gpt-4o");
    assertThat(attempts.at("/1/arrived_at").asText()).endsWith("Z");
  }

  /** The fields of a whole answer; what is no JSON stands for itself. */
  private static String shape(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json.has("usage") + json.at("/choices/0/finish_reason").asText();
    } catch (JsonProcessingException e) {
      return body;
    }
  }

  @Test
  void showsTheLedgerAndEmptiesIt() throws Exception {
    JsonNode answer = JSON.readTree(client.chat(MODEL).body());

    JsonNode ledger = JSON.readTree(client.send("GET", "/_ledger", "").body());
    client.send("DELETE", "/_ledger", "");

    assertThat(ledger.path("size").asInt()).isEqualTo(1);
    assertThat(ledger.at("/bills/0/model").asText()).isEqualTo("gpt-4o");
    assertThat(ledger.at("/bills/0/outcome").asText()).isEqualTo("FINISHED");
    assertThat(ledger.at("/bills/0/usage/output").asInt())
        .isEqualTo(answer.at("/usage/completion_tokens").asInt());
    assertThat(provider.ledger()).isEmpty();
  }

  @Test
  void showsRequestsAndCounts() throws Exception {
    client.chat(MODEL);

    JsonNode requests = JSON.readTree(client.send("GET", "/_requests", "").body());
    JsonNode counts = JSON.readTree(client.send("GET", "/_counts", "").body());

    assertThat(requests.at("/0/path").asText()).isEqualTo("/v1/chat/completions");
    assertThat(counts.at("/gpt-4o/billed").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"behaviour\":{\"kind\":\"sing\"}}",
        "{\"behaviour\":{\"kind\":\"refuse\",\"status\":200}}",
        "{\"behaviour\":{\"kind\":\"cut\",\"chunks\":-1}}"
      })
  void refusesAnOrderItDoesNotUnderstand(String body) {
    assertThat(client.post("/_script", body).statusCode()).isEqualTo(400);
    assertThat(client.chat(MODEL).statusCode()).isEqualTo(200);
  }

  private void order(String body) {
    assertThat(client.post("/_script", body).statusCode()).isEqualTo(200);
  }
}
