package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CHAT =
      """
      {"model": "claude-sonnet", "messages": [{"role": "user", "content": "Hello"}]}
      """;

  @TempDir private Path data;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final List<Standalone> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Standalone::close);
  }

  private Standalone standalone(int port) {
    var arguments = new Arguments(Optional.empty(), port, data, "127.0.0.1", false);
    var standalone = new Standalone(arguments, Map.of(), _ -> {});
    started.add(standalone);
    return standalone;
  }

  private JsonNode send(HttpRequest.Builder request, String key)
      throws IOException, InterruptedException {
    var keyed =
        request
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .build();
    var response = http.send(keyed, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json.readTree(response.body());
  }

  private JsonNode post(URI address, String key, String body)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(body)), key);
  }

  private BigDecimal spend(URI base, String key) throws IOException, InterruptedException {
    var info = send(HttpRequest.newBuilder(base.resolve("/key/info")), key);
    return new BigDecimal(info.at("/info/spend").asText());
  }

  @Test
  void keepsKeysAndSpend_whenItIsStoppedAndStarted() throws IOException, InterruptedException {
    var first = standalone(0);
    URI base = first.start().base();
    String masterKey = Files.readString(data.resolve("master-key")).strip();
    String key =
        post(base.resolve("/key/generate"), masterKey, "{\"max_budget\": 5}").at("/key").asText();
    assertThat(post(base.resolve("/v1/chat/completions"), key, CHAT).at("/model").asText())
        .isEqualTo("claude-sonnet");
    URI firstBase = base;
    await().atMost(PATIENCE).until(() -> spend(firstBase, key).signum() > 0);
    BigDecimal spent = spend(base, key);
    first.close();

    base = standalone(0).start().base();

    URI secondBase = base;
    await().atMost(PATIENCE).until(() -> spend(secondBase, key).compareTo(spent) == 0);
    post(base.resolve("/v1/chat/completions"), key, CHAT);
  }

  @Test
  void startsNothing_whenThePortIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThatThrownBy(() -> standalone(taken.getLocalPort()).start())
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void saysEveryError_whenTheConfigurationIsWrong() throws IOException {
    var file = data.resolve("config.yaml");
    Files.writeString(file, "model_list: 7\nlitellm_settings: {request_timeout: soon}\n");
    var arguments = new Arguments(Optional.of(file), 0, data, "127.0.0.1", false);

    assertThatThrownBy(() -> new Standalone(arguments, Map.of(), _ -> {}).start())
        .isInstanceOf(SetupException.class)
        .message()
        .contains(file + ":1: model_list", file + ":2: litellm_settings.request_timeout");
  }
}
