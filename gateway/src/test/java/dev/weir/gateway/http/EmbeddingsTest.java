package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.journal.FinishDraft;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.Received;
import dev.weir.schemas.events.Tokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings go the way of all calls. */
class EmbeddingsTest extends CacheCase {
  private static final String PATH = "/v1/embeddings";

  /** 100 tokens at 0.02 USD a million. */
  private static final long COST = 2_000;

  private static String body(String more) {
    return "{\"model\":\"embed\", \"input\":[\"one\",\"two\"]" + more + "}";
  }

  private HttpResponse<String> embed(String body) {
    return gateway.post(PATH, MASTER, body);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/embeddings", "/embeddings"})
  void answers_withHeadersAndASettledCost(String path) {
    var response = gateway.post(path, MASTER, body(",\"dimensions\":3,\"tags\":[\"a\"]"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":["
                + "{\"object\":\"embedding\",\"index\":0,"
                + "\"embedding\":[-0.5,-0.48486328,-0.46972656]},"
                + "{\"object\":\"embedding\",\"index\":1,"
                + "\"embedding\":[-0.49658203,-0.4814453,-0.4663086]}"
                + "],\"model\":\"embed\",\"usage\":{\"prompt_tokens\":100,\"total_tokens\":100}}");
    assertThat(header(response, "x-litellm-model-id")).isEqualTo("embed-1");
    assertThat(header(response, "x-litellm-model-name")).isEqualTo("openai/text-embedding-3-small");
    assertThat(header(response, "x-litellm-response-cost")).isEqualTo("0.000002");
    Received sent = gateway.provider.requests().getLast();
    assertThat(sent.path()).isEqualTo("/v1/embeddings");
    assertThat(sent.body())
        .isEqualTo(
            "{\"model\":\"text-embedding-3-small\", \"input\":[\"one\",\"two\"],\"dimensions\":3}");
    FinishDraft finish = gateway.log.finished.getFirst();
    assertThat(finish.tokens()).isEqualTo(new Tokens(100, 0, 0, 0, 0, 0));
    assertThat(finish.chargedNanoUsd()).isEqualTo(COST);
    assertThat(finish.estimated()).isFalse();
    // Counted when the client has its answer.
    await().until(() -> gateway.metrics.scrape().contains("route=\"" + path + "\""));
  }

  @Test
  void holdsTheBytesOfTheInput_atTheInputPrice() {
    gateway.key("sk-embedder-0001", RICH);

    gateway.post(PATH, "sk-embedder-0001", body(""));

    // ["one","two"] are 13 bytes; 0.02 USD a million tokens.
    assertThat(gateway.plane.holds.getLast().held).isEqualTo(13 * 20);
    assertThat(gateway.plane.holds.getLast().endings).containsExactly(COST);
  }

  @Test
  void estimatesWhatNobodyCounted() {
    gateway.provider.script(
        Behaviour.Answer.of(TestGateway.USAGE).reporting(Behaviour.Report.ABSENT));

    embed(body(""));

    FinishDraft finish = gateway.log.finished.getFirst();
    assertThat(finish.tokens()).isEqualTo(new Tokens(13, 0, 0, 0, 0, 0));
    assertThat(finish.estimated()).isTrue();
  }

  @Test
  void retriesAServerError() {
    gateway.provider.next("text-embedding-3-small", 1, Refuse.status(500));

    var response = embed(body(""));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "x-litellm-attempted-retries")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt-4o|The model group `gpt-4o` is for chat, not for embeddings: call"
            + " /v1/chat/completions or /v1/messages.",
        "claude|The model group `claude` is for chat, not for embeddings: call"
            + " /v1/chat/completions or /v1/messages."
      })
  void refusesAModelForChat_withoutAskingItsFallbacks(String group, String message) {
    var response = embed(body("").replace("embed", group));

    assertInvalid(response, "model", message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/messages"})
  void refusesAChatWithAModelForEmbeddings(String path) {
    var response = gateway.post(path, MASTER, ask("embed", ""));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/error/message").asText())
        .isEqualTo("The model group `embed` is for embeddings, not for chat: call /v1/embeddings.");
    assertThat(gateway.provider.requests()).isEmpty();
  }

  @Test
  void letsTheProviderDecide_whereNobodyKnowsWhatAModelIsFor() {
    assertThat(embed(body("").replace("embed", "mystery")).statusCode()).isEqualTo(200);
    assertThat(gateway.chat(MASTER, ask("mystery", "")).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAnInputThatIsNone() {
    assertInvalid(
        embed("{\"model\":\"embed\",\"input\":[]}"),
        "input",
        "'input' must be a string, a list of strings, a list of token ids, or a list of lists of"
            + " token ids, and not empty.");
    assertInvalid(
        embed("{\"model\":\"embed\"}"),
        "input",
        "/embeddings: Missing required parameter: 'input'.");
  }

  private void assertInvalid(HttpResponse<String> response, String param, String message) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
    assertThat(json(response).at("/error/code").asText()).isEqualTo("400");
    assertThat(json(response).at("/error/param").asText()).isEqualTo(param);
    assertThat(json(response).at("/error/message").asText()).isEqualTo(message);
    assertThat(gateway.provider.requests()).isEmpty();
    assertThat(gateway.log.begun).isEmpty();
  }

  @Test
  void givesTheSameAnswerAgain_toARetryOfTheClient() {
    var request =
        gateway
            .request(PATH, MASTER)
            .header("idempotency-key", "chunk 7")
            .POST(BodyPublishers.ofString(body("")))
            .build();
    var first = gateway.send(request);

    var again = gateway.send(request);

    assertThat(header(again, "x-weir-idempotent-replay")).isEqualTo("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(gateway.log.begun).hasSize(1);
  }

  @Test
  void givesAStoredAnswer_toWhoAsksTheSame_andToNobodyElse() {
    gateway.key("sk-embedder-0001", RICH);

    var again = hit(PATH, "sk-embedder-0001", body(""));

    assertThat(hit(again)).isEqualTo("hit");
    assertThat(json(again).at("/data").size()).isEqualTo(2);
    assertThat(gateway.log.finished.getLast().chargedNanoUsd()).isZero();
    assertThat(gateway.log.finished.getLast().cacheHit().savedNanoUsd()).isEqualTo(COST);
    var base64 = gateway.post(PATH, "sk-embedder-0001", body(",\"encoding_format\":\"base64\""));
    assertThat(hit(base64)).isEmpty();
    assertThat(json(base64).at("/data/0/embedding").isTextual()).isTrue();
  }

  @Test
  void pretends_withAVectorForEachInput() {
    var response = embed(body(",\"mock_response\":\"x\""));

    assertThat(json(response).at("/data").size()).isEqualTo(2);
    assertThat(json(response).at("/data/1/embedding").size()).isEqualTo(1_536);
    assertThat(json(response).at("/usage/prompt_tokens").asInt()).isEqualTo(10);
    assertThat(json(response).at("/model").asText()).isEqualTo("embed");
    assertThat(gateway.log.begun).isEmpty();
  }
}
