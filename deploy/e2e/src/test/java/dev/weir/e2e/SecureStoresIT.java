package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.embedded.EmbeddedKafka;
import dev.weir.provider.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes on a Kafka with SASL and a Redis with a user of Weir's own, both over TLS by an
 * authority that Java does not know, with no more rights than deploy/README.md asks for; all
 * passwords are in files.
 */
final class SecureStoresIT {
  private static final String PREFIX = "secure.";
  private static final String KAFKA_PASSWORD = "a-password-for-kafka";
  private static final String ACL_LINE = "ACL SETUSER weir ";

  @TempDir private Path folder;
  private EmbeddedKafka kafka;
  private SecureRedis redis;
  private Cluster cluster;

  @BeforeEach
  void start() throws Exception {
    TestAuthority authority = TestAuthority.make(folder);
    redis = SecureRedis.start(folder, authority, redisRules());
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0, 0, broker(authority));
    Map<String, String> client = client("weir", authority);
    allow(client("admin", authority));
    cluster =
        new Cluster(
            new Cluster.Stores(kafka.bootstrapServers(), "127.0.0.1", redis.port(), PREFIX),
            Settings.DEFAULTS,
            Cluster.fixture(),
            variables(client, authority));
  }

  @AfterEach
  void stop() {
    cluster.close();
    kafka.close();
    redis.close();
  }

  @Test
  void serveThreeNodes_toTheNanoDollar() {
    cluster.accounting();
    cluster.alerts();
    List<Node> nodes = Stream.of("a", "b", "c").map(cluster::gateway).toList();
    cluster.awaitReady(nodes.toArray(Node[]::new));
    Node.Key rich = nodes.get(0).mint(Map.of("team_id", "t", "max_budget", 10, "rpm_limit", 1000));
    Node.Key poor = nodes.get(1).mint(Map.of("max_budget", 0.000001));

    for (Node node : nodes) {
      await().atMost(30, SECONDS).until(() -> answers(node.as(rich), chat()));
      assertThat(answers(node.as(rich), chat().streamed())).isTrue();
      assertThat(answers(node.as(rich), Calls.messages("claude-sonnet", 20, "Hello"))).isTrue();
      await().atMost(30, SECONDS).until(() -> node.as(poor).post(chat()).status() == 402);
    }

    long billed = PriceTable.nanoUsd(cluster.provider().ledger());
    await()
        .atMost(30, SECONDS)
        .pollInterval(200, MILLISECONDS)
        .until(() -> nodes.get(2).spent(rich) == billed);
  }

  private static Calls.Request chat() {
    return Calls.chat("gpt-4o", 20, "What does a weir do?");
  }

  private static boolean answers(Api api, Calls.Request request) {
    return api.post(request).status() == 200;
  }

  /** As the documentation has it, for our prefix. */
  private static String redisRules() throws IOException {
    return Files.readAllLines(Path.of("..", "README.md")).stream()
        .filter(line -> line.startsWith(ACL_LINE))
        .map(line -> line.substring(line.indexOf('~')).replace("~PREFIX*", "~" + PREFIX + "*"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> broker(TestAuthority authority) throws IOException {
    var settings = new HashMap<String, String>();
    settings.put("listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put(
        "listener.name.client.plain.sasl.jaas.config",
        jaas("admin")
            .replace(";", " user_admin=\"%1$s\" user_weir=\"%1$s\";")
            .formatted(KAFKA_PASSWORD));
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.key", Files.readString(authority.key()));
    settings.put("ssl.keystore.certificate.chain", Files.readString(authority.certificate()));
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.certificates", Files.readString(authority.ca()));
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:admin;User:ANONYMOUS");
    return settings;
  }

  private static Map<String, String> client(String user, TestAuthority authority) {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "sasl.mechanism", "PLAIN",
        "sasl.jaas.config", jaas(user),
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", authority.ca().toString());
  }

  private static String jaas(String user) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
            .formatted(user)
        + " password=\"%s\";".formatted(KAFKA_PASSWORD);
  }

  private Map<String, String> variables(Map<String, String> client, TestAuthority authority)
      throws IOException {
    var variables = new HashMap<String, String>();
    for (var property : client.entrySet()) {
      String name = property.getKey().toUpperCase(java.util.Locale.ROOT).replace('.', '_');
      Path file = Files.writeString(folder.resolve(property.getKey()), property.getValue() + "\n");
      variables.put("WEIR_KAFKA_PROPERTIES_" + name + "_FILE", file.toString());
    }
    Path password = Files.writeString(folder.resolve("password"), SecureRedis.PASSWORD + "\n");
    variables.put("WEIR_REDIS_USERNAME", SecureRedis.USER);
    variables.put("WEIR_REDIS_PASSWORD_FILE", password.toString());
    variables.put("WEIR_REDIS_TLS", "true");
    variables.put("WEIR_REDIS_CA_FILE", authority.ca().toString());
    return variables;
  }

  /** The rights in deploy/README.md. */
  private void allow(Map<String, String> client) throws InterruptedException, ExecutionException {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      admin
          .createAcls(
              Stream.of(
                      prefixed(ResourceType.TOPIC),
                      prefixed(ResourceType.GROUP),
                      prefixed(ResourceType.TRANSACTIONAL_ID))
                  .map(pattern -> new AclBinding(pattern, everything()))
                  .toList())
          .all()
          .get();
    }
  }

  private static ResourcePattern prefixed(ResourceType type) {
    return new ResourcePattern(type, PREFIX + "weir", PatternType.PREFIXED);
  }

  private static AccessControlEntry everything() {
    return new AccessControlEntry("User:weir", "*", AclOperation.ALL, AclPermissionType.ALLOW);
  }
}
