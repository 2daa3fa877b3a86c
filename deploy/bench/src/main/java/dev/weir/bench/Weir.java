package dev.weir.bench;

import dev.weir.accounting.app.AccountingMain;
import dev.weir.embedded.EmbeddedKafka;
import dev.weir.embedded.RedisServer;
import dev.weir.gateway.app.GatewayMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All of Weir: Kafka in this process, Redis, accounting and the gateway beside it. Keys, a key, a
 * team and the global budget, events and accounting are on.
 */
final class Weir implements AutoCloseable {
  private static final String MASTER_KEY = "sk-bench-master";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedKafka kafka;
  private final RedisServer redis;
  private final Child accounting;
  private final Child gateway;
  private final int port;

  Weir(Path directory, int port, int providerPort, List<String> gatewayOptions) throws IOException {
    this.port = port;
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0, 0);
    redis = RedisServer.start(directory.resolve("redis"), 0);
    List<String> config = List.of("--config", config(directory, providerPort).toString());
    accounting =
        Child.java(
            directory.resolve("accounting.log"),
            List.of("-Xmx384m", "-XX:+UseSerialGC"),
            AccountingMain.class.getName(),
            config);
    gateway =
        Child.java(
            directory.resolve("gateway.log"),
            gatewayOptions,
            GatewayMain.class.getName(),
            List.of(config.getFirst(), config.getLast(), "--port", Integer.toString(port)));
  }

  private Path config(Path directory, int providerPort) throws IOException {
    return Files.writeString(
        directory.resolve("config.yaml"),
        """
        model_list:
          - model_name: gpt-4o
            litellm_params:
              model: openai/gpt-4o
              api_key: sk-provider
              api_base: http://127.0.0.1:%d/v1
        litellm_settings: {max_budget: 1000000, budget_duration: 30d}
        general_settings: {master_key: %s}
        weir:
          data-dir: %s
          kafka: {bootstrap-servers: "%s", replication: 1}
          redis: {host: %s, port: %d}
        """
            .formatted(
                providerPort,
                MASTER_KEY,
                directory.resolve("data"),
                kafka.bootstrapServers(),
                redis.host(),
                redis.port()));
  }

  /** Waits until it serves, and mints the key of the load. */
  Target ready() throws InterruptedException, IOException {
    HttpClient client = HttpClient.newHttpClient();
    URI base = URI.create("http://127.0.0.1:" + port);
    awaitReady(client, base);
    post(client, base, "/team/new", "{\"team_id\":\"bench\",\"max_budget\":900000}");
    String minted =
        post(client, base, "/key/generate", "{\"team_id\":\"bench\",\"max_budget\":800000}");
    Matcher key = Pattern.compile("\"key\"\\s*:\\s*\"(sk-[^\"]+)\"").matcher(minted);
    if (!key.find()) {
      throw new IOException("no key in " + minted);
    }
    Target target = new Target("weir", port, key.group(1));
    awaitBudgets(client, target);
    return target;
  }

  /**
   * A node is ready before accounting has its budgets in Redis: a limited key gets 503 till then.
   */
  private static void awaitBudgets(HttpClient client, Target target)
      throws InterruptedException, IOException {
    HttpRequest call =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target.port() + Target.PATH))
            .header("authorization", "Bearer " + target.key())
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Target.body()))
            .build();
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (client.send(call, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
      if (System.nanoTime() - giveUp > 0) {
        throw new IllegalStateException("no call is answered");
      }
      Thread.sleep(100);
    }
  }

  private void awaitReady(HttpClient client, URI base) throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < giveUp && gateway.process().isAlive()) {
      try {
        HttpRequest ask = HttpRequest.newBuilder(base.resolve("/health/readiness")).build();
        if (client.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // not yet listening
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the gateway is not ready; see " + gateway.log());
  }

  private static String post(HttpClient client, URI base, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("authorization", "Bearer " + MASTER_KEY)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  Child gateway() {
    return gateway;
  }

  Child accounting() {
    return accounting;
  }

  @Override
  public void close() {
    gateway.close();
    accounting.close();
    redis.close();
    kafka.close();
  }
}
