package dev.weir.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.provider.Behaviour.Answer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's and Azure's chat completions over a real connection. */
class OpenAiIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Usage USAGE = new Usage(11, 4, 0, 0, 5, 2);

  private final ScriptedProvider provider = ScriptedProvider.start(Answer.of(USAGE));
  private final Client client = Client.of(provider.baseUri());

  @AfterEach
  void close() {
    client.close();
    provider.close();
  }

  @Test
  void answersWithDatedModelUsageAndAnUnknownField() throws Exception {
    HttpResponse<String> response = client.chat("\"model\":\"gpt-4o\"");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-request-id").orElseThrow()).startsWith("req_");
    assertThat(response.headers().firstValue("x-ratelimit-remaining-tokens")).hasValue("1999985");
    JsonNode body = JSON.readTree(response.body());
    assertThat(body.path("model").asText()).isEqualTo("gpt-4o-2024-08-06");
    assertThat(body.path("system_fingerprint").asText()).isEqualTo("fp_weir0001");
    assertThat(body.path("x_unknown_field").asText()).isEqualTo("kept?");
    assertThat(body.at("/choices/0/message/content").asText()).isEqualTo("a weir is");
    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(15);
    assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(5);
    assertThat(body.at("/usage/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(4);
    assertThat(body.at("/usage/completion_tokens_details/reasoning_tokens").asInt()).isEqualTo(2);
  }

  @Test
  void billsWhatItReported() {
    HttpResponse<String> response = client.chat("\"model\":\"gpt-4o\"");

    assertThat(provider.ledger())
        .singleElement()
        .satisfies(bill -> {
          assertThat(bill.sequence()).isEqualTo(1);
          assertThat(bill.model()).isEqualTo("gpt-4o");
          assertThat(bill.keySuffix()).isEqualTo("1234");
          assertThat(bill.requestId())
              .isEqualTo(response.headers().firstValue("x-request-id").orElseThrow());
          assertThat(bill.usage()).isEqualTo(USAGE);
          assertThat(bill.outcome()).isEqualTo(Bill.Outcome.FINISHED);
        });
  }

  @Test
  void streamsAWordPerChunkWithoutUsage_unlessAsked() throws Exception {
    List<JsonNode> chunks = chunks(client.chat("\"model\":\"gpt-4o\",\"stream\":true").body());

    assertThat(chunks).hasSize(5).noneMatch(chunk -> chunk.has("usage"));
    assertThat(chunks.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
    assertThat(chunks.stream().map(c -> c.at("/choices/0/delta/content").asText()))
        .containsExactly("", "a", " weir", " is", "");
    assertThat(chunks.get(4).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
  }

  @Test
  void endsAStreamWithUsageAndNoChoices_whenAsked() throws Exception {
    String fields =
        "\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"include_usage\":true}";

    List<JsonNode> chunks = chunks(client.chat(fields).body());

    assertThat(chunks).hasSize(6);
    assertThat(chunks.subList(0, 5)).allMatch(chunk -> chunk.get("usage").isNull());
    assertThat(chunks.get(5).path("choices")).isEmpty();
    assertThat(chunks.get(5).at("/usage/total_tokens").asInt()).isEqualTo(20);
    assertThat(provider.ledger().getFirst().chunks()).isEqualTo(3);
  }

  @Test
  void azureTakesTheModelFromThePathAndStartsAStreamWithAnEmptyChunk() throws Exception {
    List<JsonNode> chunks = chunks(client.azure("my-gpt", "\"stream\":true").body());

    assertThat(chunks.get(0).path("choices")).isEmpty();
    assertThat(chunks.get(0).path("id").asText()).isEmpty();
    assertThat(chunks.get(1).path("model").asText()).isEqualTo("my-gpt");
    assertThat(provider.ledger().getFirst().model()).isEqualTo("my-gpt");
    assertThat(provider.ledger().getFirst().protocol()).isEqualTo(Protocol.AZURE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"m\"}|messages|Missing required parameter: 'messages'.",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}||you must provide a model parameter",
        "{\"model\":\"m\",\"messages\":[]}|messages|Invalid 'messages': empty array. Expected an"
            + " array with minimum length 1, but got an empty array instead.",
        "{\"model\":\"m\",\"max_tokens\":0,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            + "|max_tokens|Invalid 'max_tokens': integer below minimum value. Expected a value >="
            + " 1, but got 0 instead.",
        "{\"model\":\"m\",\"num_retries\":2,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            + "||Unrecognized request argument supplied: num_retries",
        "{\"model\":\"m\",\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":"
            + "\"user\",\"content\":\"x\"}]}|stream_options|The 'stream_options' parameter is only"
            + " allowed when 'stream' is enabled.",
      })
  void refusesABodyThatIsNotWellFormed(String body, String param, String message) throws Exception {
    HttpResponse<String> response = client.post("/chat/completions", body, Client.OPENAI);

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(response.body()).path("error");
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.path("param").asText(null)).isEqualTo(param);
    assertThat(error.path("message").asText()).isEqualTo(message);
    assertThat(provider.ledger()).isEmpty();
  }

  @Test
  void refusesWhatIsNotJson() throws Exception {
    HttpResponse<String> response = client.post("/v1/chat/completions", "{\"mod", Client.OPENAI);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error(response).path("message").asText()).startsWith("We could not parse the JSON");
  }

  @Test
  void refusesABadOrMissingKey() throws Exception {
    String body = "{\"model\":\"m\"," + Client.HELLO + "}";

    HttpResponse<String> missing = client.post("/v1/chat/completions", body);
    HttpResponse<String> bad =
        client.post("/v1/chat/completions", body, "authorization", "Bearer bad-key");

    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(error(missing).path("code").isNull()).isTrue();
    assertThat(bad.statusCode()).isEqualTo(401);
    assertThat(error(bad).path("code").asText()).isEqualTo("invalid_api_key");
    assertThat(bad.body()).doesNotContain("bad-key");
    assertThat(provider.counts().get("m")).isEqualTo(new ModelCounts(2, 2, 0, 0));
  }

  @Test
  void refusesAnUnknownModelAndAnUnknownRoute() throws Exception {
    HttpResponse<String> model = client.chat("\"model\":\"no-such-model\"");
    HttpResponse<String> route = client.post("/v1/nothing", "{}", Client.OPENAI);

    assertThat(model.statusCode()).isEqualTo(404);
    assertThat(error(model).path("code").asText()).isEqualTo("model_not_found");
    assertThat(route.statusCode()).isEqualTo(404);
    assertThat(error(route).path("message").asText()).isEqualTo("Invalid URL (POST /v1/nothing)");
  }

  @Test
  void azureWantsItsVersionItsKeyAndAKnownDeployment() throws Exception {
    String path = "/openai/deployments/gpt/chat/completions";
    String body = "{" + Client.HELLO + "}";

    HttpResponse<String> version = client.post(path, body, Client.AZURE);
    HttpResponse<String> key = client.post(path + "?api-version=1", body, Client.OPENAI);
    HttpResponse<String> deployment = client.azure("no-such-deployment", "");

    assertThat(version.statusCode()).isEqualTo(404);
    assertThat(error(version).path("code").asText()).isEqualTo("404");
    assertThat(key.statusCode()).isEqualTo(401);
    assertThat(error(key).path("code").asText()).isEqualTo("401");
    assertThat(deployment.statusCode()).isEqualTo(404);
    assertThat(error(deployment).path("code").asText()).isEqualTo("DeploymentNotFound");
  }

  private static JsonNode error(HttpResponse<String> response) throws JsonProcessingException {
    return JSON.readTree(response.body()).path("error");
  }

  private static List<JsonNode> chunks(String stream) throws JsonProcessingException {
    List<String> events = List.of(stream.split("\n\n"));
    assertThat(events.getLast()).isEqualTo("data: [DONE]");
    List<JsonNode> chunks = new ArrayList<>();
    for (String event : events.subList(0, events.size() - 1)) {
      chunks.add(JSON.readTree(event.substring("data: ".length())));
    }
    return chunks;
  }
}
