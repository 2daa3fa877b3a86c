package dev.weir.bench;

import dev.weir.accounting.app.AccountingMain;
import dev.weir.embedded.EmbeddedKafka;
import dev.weir.embedded.RedisServer;
import dev.weir.gateway.app.GatewayMain;
import dev.weir.schemas.config.RedisSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All of Weir: Kafka in this process, Redis, accounting and gateway nodes beside it. Keys, a key, a
 * team and the global budget, events and accounting are on.
 */
final class Weir implements AutoCloseable {
  private static final String MASTER_KEY = "sk-bench-master";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Readiness does not wait for them: keys without a budget are served before. */
  private static final Pattern BUDGETS_READY =
      Pattern.compile("\"budgets\"\\s*:\\s*\\{[^{}]*\"ready\"\\s*:\\s*true");

  private final EmbeddedKafka kafka;
  private final RedisServer redis;
  private final Child accounting;
  private final List<Child> gateways = new ArrayList<>();
  private final List<Integer> ports;

  /**
   * Starts.
   *
   * @param models the sections {@code model_list} and, if need be, {@code router_settings}
   * @param ports one for each node
   */
  Weir(Path directory, String models, List<Integer> ports, List<String> gatewayOptions)
      throws IOException {
    this(directory, models, "", ports, gatewayOptions);
  }

  /**
   * Starts with more settings.
   *
   * @param litellm more of {@code litellm_settings}, each with a comma behind it
   */
  Weir(
      Path directory,
      String models,
      String litellm,
      List<Integer> ports,
      List<String> gatewayOptions)
      throws IOException {
    this.ports = List.copyOf(ports);
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0, 0);
    redis = RedisServer.start(directory.resolve("redis"), 0);
    String config = config(directory, models, litellm).toString();
    accounting =
        Child.java(
            directory.resolve("accounting.log"),
            List.of("-Xmx384m", "-XX:+UseSerialGC"),
            AccountingMain.class.getName(),
            List.of("--config", config));
    for (int port : ports) {
      String name = "gateway" + (gateways.isEmpty() ? "" : gateways.size() + 1);
      gateways.add(
          Child.java(
              directory.resolve(name + ".log"),
              gatewayOptions,
              GatewayMain.class.getName(),
              List.of("--config", config, "--port", Integer.toString(port)),
              Map.of(
                  "WEIR_NODE_NAME",
                  name,
                  "WEIR_DATA_DIR",
                  directory.resolve("data-" + name).toString())));
    }
  }

  private Path config(Path directory, String models, String litellm) throws IOException {
    return Files.writeString(
        directory.resolve("config.yaml"),
        models
            + """
            litellm_settings: {%smax_budget: 1000000, budget_duration: 30d}
            general_settings: {master_key: %s}
            weir:
              data-dir: %s
              key-secret: one secret for all nodes, 32 bytes or more
              kafka: {bootstrap-servers: "%s", replication: 1}
              redis: {host: %s, port: %d}
            """
                .formatted(
                    litellm,
                    MASTER_KEY,
                    directory.resolve("data"),
                    kafka.bootstrapServers(),
                    redis.host(),
                    redis.port()));
  }

  /** Waits until all nodes serve, and mints the key of the load. */
  List<Target> ready() throws InterruptedException, IOException {
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < gateways.size(); i++) {
      awaitReady(client, base(ports.get(i)), gateways.get(i));
    }
    URI first = base(ports.getFirst());
    post(client, first, "/team/new", "{\"team_id\":\"bench\",\"max_budget\":900000}");
    return targets("{\"team_id\":\"bench\",\"max_budget\":800000}");
  }

  /** Mints a key with these terms: all nodes, to be called with it. */
  List<Target> targets(String terms) throws InterruptedException, IOException {
    HttpClient client = HttpClient.newHttpClient();
    String minted = post(client, base(ports.getFirst()), "/key/generate", terms);
    Matcher key = Pattern.compile("\"key\"\\s*:\\s*\"(sk-[^\"]+)\"").matcher(minted);
    if (!key.find()) {
      throw new IOException("no key in " + minted);
    }
    return ports.stream().map(port -> new Target("weir", port, key.group(1))).toList();
  }

  private static URI base(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static void awaitReady(HttpClient client, URI base, Child gateway)
      throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < giveUp && gateway.process().isAlive()) {
      try {
        HttpRequest ask = HttpRequest.newBuilder(base.resolve("/health/readiness")).build();
        HttpResponse<String> said = client.send(ask, HttpResponse.BodyHandlers.ofString());
        if (said.statusCode() == 200 && BUDGETS_READY.matcher(said.body()).find()) {
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

  /** How the one Redis is reached. */
  RedisSettings redis() {
    return new RedisSettings(redis.host(), redis.port(), null, null, false, "");
  }

  /** The first node. */
  Child gateway() {
    return gateways.getFirst();
  }

  Child accounting() {
    return accounting;
  }

  @Override
  public void close() {
    gateways.forEach(Child::close);
    accounting.close();
    redis.close();
    kafka.close();
  }
}
