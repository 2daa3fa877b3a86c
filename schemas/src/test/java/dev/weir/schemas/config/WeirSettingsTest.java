package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeirSettingsTest {
  private static final String FULL =
      """
      weir:
        node-name: gateway-1
        data-dir: /var/lib/weir
        body-limit: 10 MB
        key-secret: abc
        kafka:
          bootstrap-servers: kafka:9092
          topic-prefix: prod.
          replication: 3
          attempt-partitions: 24
          properties: {security.protocol: SASL_SSL, linger.ms: 5}
        redis: {host: redis, port: 6380, username: weir, password: p, tls: on, ca-file: /ca.pem, prefix: "a:"}
        journal: {max-bytes: 2GB}
        budget: {wait: 500ms, alert-thresholds: [90, 75]}
        routing: {max-retry-after: 30s, probe-interval: 200ms}
        slack: {webhook-url: "https://hooks.slack.com/services/T/B/x"}
        drain: {delay: 0s, grace: 1m}
        reload-on-change: off
        outbound: {https-proxy: "http://u:p@proxy:8080", no-proxy: [.corp, B.test], ca-file: /c}
        calls: {keep-alive: 5s, connect-timeout: 1s}
        groups: {gpt: {hedge-after: 2s, stream-recovery: continue}}
        callbacks: {content-limit: 64kB, queue-limit: 1MB}
        metrics: {label-values: 50, host: 0.0.0.0, accounting-port: 9001, alerts-port: 9002}
      """;

  @TempDir private Path folder;

  private WeirSettings weir(String text, Map<String, String> environment) {
    var file = new ConfigFile(folder).with("config.yaml", text);
    return file.loaded(environment).config().weir();
  }

  @Test
  void readsEverySetting() {
    assertThat(weir(FULL, Map.of()))
        .isEqualTo(
            new WeirSettings(
                "gateway-1",
                Path.of("/var/lib/weir"),
                10_485_760,
                new KafkaSettings(
                    "kafka:9092",
                    "prod.",
                    (short) 3,
                    24,
                    Map.of(
                        "security.protocol", new Secret("SASL_SSL"),
                        "linger.ms", new Secret("5"))),
                new RedisSettings(
                    "redis", 6380, "weir", new Secret("p"), true, Path.of("/ca.pem"), "a:"),
                new WeirSettings.Journal(2L << 30),
                new WeirSettings.Budget(Duration.ofMillis(500), List.of(75, 90)),
                new WeirSettings.Routing(Duration.ofSeconds(30), Duration.ofMillis(200)),
                new WeirSettings.Calls(Duration.ofSeconds(5), Duration.ofSeconds(1)),
                new WeirSettings.Drain(Duration.ZERO, Duration.ofMinutes(1)),
                new WeirSettings.Outbound(
                    new WeirSettings.Proxy("proxy", 8080, new Secret("u:p")),
                    null,
                    List.of(".corp", "b.test"),
                    Path.of("/c")),
                false,
                Map.of(
                    "gpt", new WeirSettings.Group(Duration.ofSeconds(2), StreamRecovery.CONTINUE)),
                new WeirSettings.Callbacks(65_536, 1_048_576),
                new WeirSettings.Metrics(50, "0.0.0.0", 9001, 9002),
                new Secret("https://hooks.slack.com/services/T/B/x"),
                new Secret("abc")));
  }

  private static Map<String, String> everyVariable() {
    var environment = new HashMap<String, String>();
    environment.put("WEIR_NODE_NAME", "gateway-2");
    environment.put("WEIR_DATA_DIR", "/data");
    environment.put("WEIR_BODY_LIMIT", "1k");
    environment.put("WEIR_KEY_SECRET", "def");
    environment.put("WEIR_KAFKA_BOOTSTRAP_SERVERS", "other:9092");
    environment.put("WEIR_KAFKA_TOPIC_PREFIX", "test.");
    environment.put("WEIR_KAFKA_REPLICATION", "1");
    environment.put("WEIR_KAFKA_ATTEMPT_PARTITIONS", "2");
    environment.put("WEIR_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL");
    environment.put("WEIR_REDIS_HOST", "other");
    environment.put("WEIR_REDIS_PORT", "7");
    environment.put("WEIR_REDIS_USERNAME", "u");
    environment.put("WEIR_REDIS_PASSWORD", "q");
    environment.put("WEIR_REDIS_TLS", "false");
    environment.put("WEIR_REDIS_CA_FILE", "ca.crt");
    environment.put("WEIR_REDIS_PREFIX", "b:");
    environment.put("WEIR_JOURNAL_MAX_BYTES", "100");
    environment.put("WEIR_BUDGET_WAIT", "1.5");
    environment.put("WEIR_BUDGET_ALERT_THRESHOLDS", "100, 60");
    environment.put("WEIR_CALLS_KEEP_ALIVE", "20s");
    environment.put("WEIR_CALLS_CONNECT_TIMEOUT", "300ms");
    environment.put("WEIR_ROUTING_MAX_RETRY_AFTER", "2m");
    environment.put("WEIR_ROUTING_PROBE_INTERVAL", "1s");
    environment.put("WEIR_CALLBACKS_CONTENT_LIMIT", "1kB");
    environment.put("WEIR_CALLBACKS_QUEUE_LIMIT", "2kB");
    environment.put("WEIR_METRICS_LABEL_VALUES", "60");
    environment.put("WEIR_METRICS_HOST", "::1");
    environment.put("WEIR_METRICS_ACCOUNTING_PORT", "0");
    environment.put("WEIR_METRICS_ALERTS_PORT", "9003");
    environment.put("WEIR_OUTBOUND_HTTPS_PROXY", "other");
    environment.put("WEIR_OUTBOUND_HTTP_PROXY", "http://plain:80/");
    environment.put("WEIR_OUTBOUND_NO_PROXY", "a, B");
    environment.put("WEIR_OUTBOUND_CA_FILE", "/d");
    environment.put("WEIR_DRAIN_DELAY", "7s");
    environment.put("WEIR_DRAIN_GRACE", "30s");
    environment.put("WEIR_RELOAD_ON_CHANGE", "true");
    environment.put("WEIR_SLACK_WEBHOOK_URL", "http://localhost:1/x");
    return environment;
  }

  @Test
  void letsVariablesWinOverTheFile() {
    assertThat(weir(FULL, everyVariable()))
        .isEqualTo(
            new WeirSettings(
                "gateway-2",
                Path.of("/data"),
                1024,
                new KafkaSettings(
                    "other:9092",
                    "test.",
                    (short) 1,
                    2,
                    Map.of("security.protocol", new Secret("SSL"), "linger.ms", new Secret("5"))),
                new RedisSettings("other", 7, "u", new Secret("q"), false, Path.of("ca.crt"), "b:"),
                new WeirSettings.Journal(100),
                new WeirSettings.Budget(Duration.ofMillis(1500), List.of(60, 100)),
                new WeirSettings.Routing(Duration.ofMinutes(2), Duration.ofSeconds(1)),
                new WeirSettings.Calls(Duration.ofSeconds(20), Duration.ofMillis(300)),
                new WeirSettings.Drain(Duration.ofSeconds(7), Duration.ofSeconds(30)),
                new WeirSettings.Outbound(
                    new WeirSettings.Proxy("other", 3128, null),
                    new WeirSettings.Proxy("plain", 80, null),
                    List.of("a", "b"),
                    Path.of("/d")),
                true,
                Map.of(
                    "gpt", new WeirSettings.Group(Duration.ofSeconds(2), StreamRecovery.CONTINUE)),
                new WeirSettings.Callbacks(1024, 2048),
                new WeirSettings.Metrics(60, "::1", 0, 9003),
                new Secret("http://localhost:1/x"),
                new Secret("def")));
  }

  @Test
  void takesTheWayOutFromTheVariablesThatProgramsShare() {
    assertThat(
            weir(
                    "litellm_settings: {ssl_verify: /ca}",
                    Map.of("HTTPS_PROXY", "http://p:1", "no_proxy", "x,y", "SSL_CERT_FILE", "/z"))
                .outbound())
        .isEqualTo(
            new WeirSettings.Outbound(
                new WeirSettings.Proxy("p", 1, null), null, List.of("x", "y"), Path.of("/ca")));
    assertThat(weir("{}", Map.of("SSL_CERT_FILE", "/z")).outbound().caFile())
        .isEqualTo(Path.of("/z"));
  }

  @Test
  void doesNotShowAProxysPassword() {
    assertThat(weir("{}", Map.of("HTTPS_PROXY", "http://u:canary@p:1")).toString())
        .contains("***")
        .doesNotContain("canary");
    assertThat(
            new ConfigFile(folder)
                .with("config.yaml", "{}")
                .errors(Map.of("HTTPS_PROXY", "socks5://u:canary@p:1")))
        .singleElement()
        .asString()
        .contains("HTTPS_PROXY")
        .doesNotContain("canary");
  }

  @Test
  void namesTheVariable_whenItsValueIsWrong() {
    var file = new ConfigFile(folder).with("config.yaml", "{}");

    assertThat(file.errors(Map.of("WEIR_REDIS_PORT", "hush")))
        .containsExactly(
            "environment variable WEIR_REDIS_PORT: weir.redis.port: found another value, expected"
                + " a whole number from 1 to 65535");
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "7B, 7", "7k, 7168", "1KiB, 1024", "2 MB, 2097152", "1_000, 1000"})
  void readsSizes(String written, long bytes) {
    assertThat(weir("weir: {body-limit: " + written + "}", Map.of()).bodyLimit()).isEqualTo(bytes);
  }

  @Test
  void takesLitellmsRedis_withAllThatBelongsToIt() {
    String text =
        """
        litellm_settings:
          cache_params: {host: cached, port: 1, password: c, ssl: true}
        router_settings: {redis_host: routed, redis_port: 2, redis_password: r}
        """;

    assertThat(weir(text, Map.of()).redis())
        .isEqualTo(new RedisSettings("cached", 1, null, new Secret("c"), true, ""));
    assertThat(weir(text.substring(text.indexOf("router")), Map.of()).redis())
        .isEqualTo(new RedisSettings("routed", 2, null, new Secret("r"), false, ""));
    assertThat(weir(text + "weir: {redis: {host: own}}", Map.of()).redis())
        .isEqualTo(new RedisSettings("own", 6379, null, null, false, ""));
  }

  @Test
  void takesTheBodyLimitOfLitellm_unlessItHasItsOwn() {
    String text = "general_settings: {max_request_size_mb: 2}\n";

    assertThat(weir(text, Map.of()).bodyLimit()).isEqualTo(2_097_152);
    assertThat(weir(text + "weir: {body-limit: 3}", Map.of()).bodyLimit()).isEqualTo(3);
  }

  @Test
  void handsKafkaClientsWhatTheyNeed() {
    assertThat(weir(FULL, Map.of()).kafka().clientProperties())
        .isEqualTo(
            Map.of(
                "bootstrap.servers",
                "kafka:9092",
                "security.protocol",
                "SASL_SSL",
                "linger.ms",
                "5"));
  }

  @Test
  void takesSlacksUsualVariable() {
    assertThat(weir("{}", Map.of("SLACK_WEBHOOK_URL", "https://x")).slackWebhook())
        .isEqualTo(new Secret("https://x"));
  }
}
