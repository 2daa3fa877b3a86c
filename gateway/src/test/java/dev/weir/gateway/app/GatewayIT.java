package dev.weir.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.provider.Behaviour;
import dev.weir.provider.ScriptedProvider;
import dev.weir.provider.Usage;
import dev.weir.schemas.config.ConfigLoader;
import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.MissingVariables;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.topics.Topics;
import dev.weir.testkit.KafkaExtension;
import dev.weir.testkit.RedisExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes on a real Kafka and a real Redis, without accounting. */
class GatewayIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();

  private static final String MASTER = "sk-master";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIG =
      """
      model_list:
        - model_name: assistant
          litellm_params: {model: openai/gpt-4o, api_key: k, api_base: "%s/v1"}
        - model_name: front
          litellm_params: {model: assistant}
          model_info: {id: front-primary}
      general_settings: {master_key: sk-master}
      """;

  @TempDir Path home;
  private final String prefix = KAFKA.newPrefix();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ScriptedProvider provider =
      ScriptedProvider.start(Behaviour.Answer.of(Usage.of(100, 20)));
  private Gateway first;

  @BeforeEach
  void start() throws IOException {
    first = start("one", 0);
    awaitReady(first);
  }

  @AfterEach
  void stop() {
    first.close();
    provider.close();
  }

  @Test
  void servesAKeyThatAnotherNodeMinted_andShipsWhatItCost() throws Exception {
    try (Gateway second = start("two", 0)) {
      awaitReady(second);
      String key =
          json(post(first, "/key/generate", MASTER, "{\"models\":[\"front\"]}"))
              .at("/key")
              .asText();

      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(chat(second, key, "front").statusCode()).isEqualTo(200));

      var answer = chat(second, key, "front");
      assertThat(json(answer).at("/model").asText()).isEqualTo("front");
      assertThat(answer.headers().firstValue("x-litellm-model-id")).contains("front-primary");
      assertThat(chat(second, key, "assistant").statusCode()).isEqualTo(403);
    }
    assertThat(finished())
        .hasSize(2)
        .allSatisfy(event -> {
          assertThat(event.route().group()).isEqualTo("front");
          assertThat(event.chargedNanoUsd()).isEqualTo(100 * 2_500 + 20 * 10_000);
        });
  }

  @Test
  void refusesEveryAdminRoute_toAnyoneButTheMaster() throws Exception {
    String key = json(post(first, "/key/generate", MASTER, "{}")).at("/key").asText();
    for (String route :
        List.of("/key/generate", "/key/update", "/key/delete", "/key/block", "/team/new")) {
      for (String who : List.of("", "sk-wrong-00000000000", key)) {
        assertThat(post(first, route, who, "{}").statusCode()).as(route).isEqualTo(401);
      }
    }
  }

  @Test
  void refusesAKeyWithABudget_whileNobodyCanGrant() throws Exception {
    String body = "{\"max_budget\": 5}";
    String key = json(post(first, "/key/generate", MASTER, body)).at("/key").asText();

    var answer = chat(first, key, "assistant");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(provider.ledger()).isEmpty();
  }

  @Test
  void saysWhichPortIsTaken_andLeavesTheJournalToOthers() throws Exception {
    assertThatThrownBy(() -> start("two", first.port()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + first.port());

    start("two", 0).close();
  }

  private List<AttemptFinished> finished() {
    var topic = new Topics(prefix, 2).attempts();
    return KAFKA.drain(topic.name()).stream()
        .map(it -> topic.values().deserializer().deserialize(topic.name(), it.value()))
        .filter(AttemptFinished.class::isInstance)
        .map(AttemptFinished.class::cast)
        .toList();
  }

  private void awaitReady(Gateway node) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(get(node, "/health/readiness").statusCode()).isEqualTo(200));
  }

  private HttpResponse<String> chat(Gateway node, String key, String model) throws Exception {
    String body =
        "{\"model\":\"%s\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
            .formatted(model);
    return post(node, "/v1/chat/completions", key, body);
  }

  private HttpResponse<String> get(Gateway node, String path) throws Exception {
    return client.send(request(node, path, "").GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(Gateway node, String path, String key, String body)
      throws Exception {
    var request = request(node, path, key).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(Gateway node, String path, String key) {
    var builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path));
    return key.isEmpty() ? builder : builder.header("authorization", "Bearer " + key);
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  private Gateway start(String node, int port) throws IOException {
    LoadResult.Loaded loaded = config(node);
    return Gateway.start(() -> loaded, loaded, "127.0.0.1", port);
  }

  private LoadResult.Loaded config(String node) throws IOException {
    Path file = home.resolve(node + ".yaml");
    Files.writeString(file, CONFIG.formatted(provider.baseUri()));
    Map<String, String> environment = new HashMap<>();
    environment.put("WEIR_NODE_NAME", node);
    environment.put("WEIR_DATA_DIR", home.resolve(node).toString());
    environment.put("WEIR_KEY_SECRET", "one secret for all nodes, 32 bytes and more");
    environment.put("WEIR_KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers());
    environment.put("WEIR_KAFKA_TOPIC_PREFIX", prefix);
    environment.put("WEIR_KAFKA_ATTEMPT_PARTITIONS", "2");
    environment.put("WEIR_REDIS_HOST", REDIS.host());
    environment.put("WEIR_REDIS_PORT", String.valueOf(REDIS.port()));
    environment.put("WEIR_REDIS_PREFIX", prefix);
    return switch (ConfigLoader.load(file, environment, MissingVariables.REFUSE)) {
      case LoadResult.Loaded loaded -> loaded;
      case LoadResult.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }
}
