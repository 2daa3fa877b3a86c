package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Attempt;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Script;
import dev.weir.provider.ScriptedProvider;
import dev.weir.provider.Settings;
import dev.weir.testkit.KafkaExtension;
import dev.weir.testkit.RedisExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A deployment dies and comes back: two nodes, their clients, and on-call. */
final class OutageIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();

  private static final int CLIENTS = 8;
  private static final int NODES = 2;
  private static final int CALLS_WHILE_DOWN = 600;
  private static final int ALLOWED_FAILS = 4;
  private static final Script DEAD = call -> Behaviour.Refuse.status(503);
  private static final Script ALIVE = Script.seeded(7);

  private static final String CONFIG =
      """
      model_list:
        - model_name: primary
          litellm_params: {model: openai/gpt-4o, api_key: some-key, cooldown_time: 1}
        - model_name: stubborn
          litellm_params: {model: openai/gpt-4.1, api_key: some-key, cooldown_time: 600}
        - model_name: keyless
          litellm_params: {model: openai/gpt-5, api_key: some-key}
        - model_name: spare
          litellm_params: {model: openai/gpt-4o-mini, api_key: some-key}
      router_settings:
        num_retries: 0
        fallbacks: [{primary: [spare]}, {stubborn: [spare]}, {keyless: [spare]}]
      general_settings:
        master_key: os.environ/LITELLM_MASTER_KEY
      """;

  private static Cluster cluster;
  private static Node a;
  private static Node b;

  @BeforeAll
  static void start() {
    var stores =
        new Cluster.Stores(KAFKA.bootstrapServers(), REDIS.host(), REDIS.port(), KAFKA.newPrefix());
    cluster = new Cluster(stores, Settings.DEFAULTS, CONFIG);
    cluster.accounting();
    cluster.alerts();
    a = cluster.gateway("a");
    b = cluster.gateway("b");
    cluster.awaitReady(a, b);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void isNotNoticedByClients_andToldToOnCallOnce() {
    List<Answer> answers;
    List<Attempt> whileDown;
    var turn = new AtomicInteger();
    try (var load = Load.of(CLIENTS, () -> node(turn.getAndIncrement()).post(ask("primary")))) {
      await().atMost(30, SECONDS).until(() -> provider().attempts("gpt-4o").size() > CLIENTS);
      provider().clear();
      provider().script("gpt-4o", DEAD);
      await().atMost(60, SECONDS).until(() -> spareServed() >= CALLS_WHILE_DOWN);
      whileDown = provider().attempts();
      provider().script("gpt-4o", ALIVE);
      provider().clear();
      await().atMost(30, SECONDS).until(OutageIT::trafficIsBack);
      answers = load.end();
    }

    assertThat(answers).allSatisfy(it -> assertThat(it.status()).as(it.text()).isEqualTo(200));
    assertThat(refusedOf(whileDown)).hasSizeBetween(ALLOWED_FAILS, bound(whileDown));
    assertToldOnce();
  }

  /** Each node finds out, with calls on their way; then each asks once a second at most. */
  private static int bound(List<Attempt> attempts) {
    Duration down =
        Duration.between(attempts.getFirst().arrivedAt(), attempts.getLast().arrivedAt());
    return NODES * (ALLOWED_FAILS + 1) + CLIENTS + NODES * (int) (down.toSeconds() + 2);
  }

  private static List<Attempt> refusedOf(List<Attempt> attempts) {
    return attempts.stream().filter(it -> it.ending() == Attempt.Ending.REFUSED).toList();
  }

  private static boolean trafficIsBack() {
    List<Attempt> last = provider().attempts();
    return last.size() >= 100
        && last.subList(last.size() - 50, last.size()).stream()
            .allMatch(it -> it.model().equals("gpt-4o"));
  }

  private static long spareServed() {
    return provider().attempts("gpt-4o-mini").size();
  }

  /** Alerts come in order: another outage's is after all of this one's. */
  private static void assertToldOnce() {
    await().atMost(30, SECONDS).until(() -> told("primary").size() >= 2);
    provider().script("gpt-5", call -> Behaviour.Refuse.status(401));
    assertThat(a.master().post(ask("keyless")).status()).isEqualTo(200);
    await().atMost(30, SECONDS).until(() -> !told("keyless").isEmpty());
    assertThat(told("keyless").getFirst())
        .contains("keyless has no healthy deployment", "refuses the credential (401)");
    assertThat(told("primary"))
        .satisfiesExactly(
            text ->
                assertThat(text)
                    .contains("primary has no healthy deployment", "server errors (5xx)"),
            text ->
                assertThat(text)
                    .contains("primary has a healthy deployment again", "calls are answered"));
  }

  private static List<String> told(String group) {
    return cluster.slack().messages().stream()
        .map(message -> message.text() + message.blocks())
        .filter(text -> text.contains(group + " has "))
        .toList();
  }

  @Test
  void isRespectedByTheOtherNode() {
    provider().script("gpt-4.1", DEAD);
    for (int i = 0; i <= ALLOWED_FAILS; i++) {
      assertThat(a.master().post(ask("stubborn")).status()).isEqualTo(200);
    }
    assertThat(stubbornAttempts()).isEqualTo(ALLOWED_FAILS + 1);

    // So seldom that its own breaker can't be the one that opens.
    await()
        .pollInterval(2, SECONDS)
        .atMost(2 * ALLOWED_FAILS + 1, SECONDS)
        .until(OutageIT::passesItBy);

    assertThat(stubbornAttempts() - (ALLOWED_FAILS + 1)).isLessThanOrEqualTo(ALLOWED_FAILS);
  }

  private static boolean passesItBy() {
    int before = stubbornAttempts();
    assertThat(b.master().post(ask("stubborn")).status()).isEqualTo(200);
    return stubbornAttempts() == before;
  }

  private static int stubbornAttempts() {
    return provider().attempts("gpt-4.1").size();
  }

  private static Api node(int turn) {
    return (turn % NODES == 0 ? a : b).master();
  }

  private static Calls.Request ask(String group) {
    return Calls.chat(group, 20, "What does a weir do?");
  }

  private static ScriptedProvider provider() {
    return cluster.provider();
  }
}
