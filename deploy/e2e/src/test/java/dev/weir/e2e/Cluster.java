package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Script;
import dev.weir.provider.ScriptedProvider;
import dev.weir.provider.Settings;
import dev.weir.provider.otlp.FakeOtlp;
import dev.weir.provider.slack.FakeSlack;
import dev.weir.schemas.topics.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weir's services as processes on one configuration file, LiteLLM's as teams have it; everything
 * else is told by environment variables. Their files and logs stay in {@code target/e2e/<prefix>}.
 */
final class Cluster implements AutoCloseable {
  static final String MASTER_KEY = "sk-master-of-the-whole-system";

  private static final int PARTITIONS = 4;
  private static final String HOST = "127.0.0.1";

  private final Path home;
  private final Path config;
  private final Stores stores;
  private final ScriptedProvider provider;
  private final Map<String, String> variables;
  private final FakeSlack slack = FakeSlack.start();
  private final FakeOtlp langfuse = FakeOtlp.start();
  private final Map<String, Integer> metricsPorts = new HashMap<>();
  private final List<ServiceProcess> running = new ArrayList<>();

  /**
   * Where state is kept.
   *
   * @param prefix of topics and Redis keys, no other test's
   */
  record Stores(String kafka, String redisHost, int redisPort, String prefix) {}

  /** A cluster with a provider and a Slack, and no service yet. */
  Cluster(Stores stores, Settings provider) {
    this(stores, provider, fixture());
  }

  /** The same on another configuration file. */
  Cluster(Stores stores, Settings provider, String config) {
    this(stores, provider, config, Map.of());
  }

  /** The same with variables of the services' own. */
  Cluster(Stores stores, Settings provider, String config, Map<String, String> variables) {
    this.variables = variables;
    this.stores = stores;
    this.provider = ScriptedProvider.start(Script.seeded(7), provider);
    this.home = Path.of("target", "e2e", stores.prefix()).toAbsolutePath();
    this.config = home.resolve("litellm_config.yaml");
    configure(config);
  }

  /** Writes the configuration; nodes that run take it up. */
  void configure(String text) {
    try {
      Files.createDirectories(home);
      Files.writeString(config, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the fixture has none of: groups for embeddings, the one a fallback of the other. */
  private static final String EMBEDDINGS =
      """
        - model_name: embed
          litellm_params: {model: text-embedding-3-small, api_key: os.environ/OPENAI_API_KEY}
        - model_name: azure-embed
          litellm_params:
            model: azure/embeddings-eu
            api_base: os.environ/AZURE_OPENAI_ENDPOINT
            api_key: os.environ/AZURE_OPENAI_API_KEY
            api_version: "2024-02-01"
          model_info: {mode: embedding, base_model: text-embedding-3-large}

      """;

  /**
   * The fixture with room for a load: its deployments take some 50 to 200 calls a minute. Tests
   * that repeat a call want it made: only calls that ask for it are cached.
   */
  static String fixture() {
    try (InputStream fixture = Cluster.class.getResourceAsStream("litellm_config.yaml")) {
      return new String(fixture.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("(rpm|tpm): \\d+", "$1: 1000000000")
          .replace("router_settings:\n", EMBEDDINGS + "router_settings:\n")
          .replace("  fallbacks:\n", "  fallbacks:\n    - {embed: [azure-embed]}\n")
          .replace(
              "    ttl: 3600\n", "    ttl: 3600\n    mode: default_off\n    socket_timeout: 5\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ScriptedProvider provider() {
    return provider;
  }

  /** Told of the calls of each node, if the configuration has it among the callbacks. */
  FakeOtlp langfuse() {
    return langfuse;
  }

  FakeSlack slack() {
    return slack;
  }

  WeirLedger ledger() {
    return new WeirLedger(stores.kafka(), new Topics(stores.prefix(), PARTITIONS));
  }

  /** What all services have printed. */
  String logs() {
    var text = new StringBuilder();
    try (var files = Files.newDirectoryStream(home, "*.log")) {
      for (Path file : files) {
        text.append(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Starts a node; it is the same one again if it had this name before. Not ready yet. */
  Node gateway(String name) {
    int port = freePort();
    var process =
        start(
            name,
            "dev.weir.gateway.app.GatewayMain",
            List.of("--port", String.valueOf(port), "--host", HOST));
    Api api = new Api(URI.create("http://" + HOST + ":" + port), Map.of());
    return new Node(process, api.as(MASTER_KEY));
  }

  /** Starts a node and returns when it is ready. */
  Node readyGateway(String name) {
    Node node = gateway(name);
    awaitReady(node);
    return node;
  }

  /** Returns when these nodes are ready; fails if a service ends meanwhile. */
  void awaitReady(Node... nodes) {
    await()
        .atMost(120, SECONDS)
        .pollInterval(100, MILLISECONDS)
        .ignoreException(UncheckedIOException.class) // Nobody listens yet.
        .failFast(() -> running.forEach(ServiceProcess::requireAlive))
        .untilAsserted(() -> List.of(nodes).forEach(Node::requireReady));
  }

  ServiceProcess accounting() {
    return start("accounting", "dev.weir.accounting.app.AccountingMain", List.of());
  }

  ServiceProcess alerts() {
    return start("alerts", "dev.weir.alerts.app.AlertsMain", List.of());
  }

  private ServiceProcess start(String name, String mainClass, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("--config", config.toString()));
    arguments.addAll(more);
    var process =
        ServiceProcess.start(
            name, mainClass, arguments, environment(name), home.resolve(name + ".log"));
    running.add(process);
    return process;
  }

  private Map<String, String> environment(String name) {
    Map<String, String> environment = new HashMap<>();
    environment.put("LITELLM_MASTER_KEY", MASTER_KEY);
    environment.put("DATABASE_URL", "postgresql://not-needed");
    environment.put("ANTHROPIC_API_KEY", "anthropic-key");
    environment.put("ANTHROPIC_BASE_URL", provider.baseUri().toString());
    environment.put("OPENAI_API_KEY", "openai-key");
    environment.put("OPENAI_BASE_URL", provider.baseUri() + "/v1");
    environment.put("AZURE_OPENAI_API_KEY", "azure-key");
    environment.put("AZURE_OPENAI_ENDPOINT", provider.baseUri().toString());
    environment.put("SLACK_WEBHOOK_URL", slack.webhook().toString());
    environment.put("LANGFUSE_PUBLIC_KEY", "pk-lf-e2e");
    environment.put("LANGFUSE_SECRET_KEY", "sk-lf-e2e");
    environment.put("LANGFUSE_HOST", langfuse.base().toString());
    environment.put("REDIS_HOST", stores.redisHost());
    environment.put("WEIR_REDIS_HOST", stores.redisHost());
    environment.put("WEIR_REDIS_PORT", String.valueOf(stores.redisPort()));
    environment.put("WEIR_CACHE_REDIS_HOST", stores.redisHost());
    environment.put("WEIR_CACHE_REDIS_PORT", String.valueOf(stores.redisPort()));
    environment.put("WEIR_REDIS_PREFIX", stores.prefix());
    environment.put("WEIR_KAFKA_BOOTSTRAP_SERVERS", stores.kafka());
    environment.put("WEIR_KAFKA_TOPIC_PREFIX", stores.prefix());
    environment.put("WEIR_KAFKA_ATTEMPT_PARTITIONS", String.valueOf(PARTITIONS));
    environment.put("WEIR_KEY_SECRET", "one secret for all nodes, 32 bytes and more");
    environment.put("WEIR_NODE_NAME", name);
    environment.put("WEIR_DATA_DIR", home.resolve(name).toString());
    environment.put("WEIR_METRICS_ACCOUNTING_PORT", String.valueOf(metricsPort("accounting")));
    environment.put("WEIR_METRICS_ALERTS_PORT", String.valueOf(metricsPort("alerts")));
    environment.putAll(variables);
    return environment;
  }

  /** The port of a service's metrics and probes; the same one when it is started again. */
  int metricsPort(String service) {
    return metricsPorts.computeIfAbsent(service, _ -> freePort());
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    running.forEach(ServiceProcess::close);
    provider.close();
    slack.close();
    langfuse.close();
  }
}
