package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Attempt;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Settings;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.Outcome;
import dev.weir.testkit.KafkaExtension;
import dev.weir.testkit.RedisExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deployment keeps silent: another one answers, and both are in the ledger. */
final class HedgeIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();

  private static final String CONFIG =
      """
      model_list:
        - model_name: twin
          litellm_params: {model: openai/gpt-4o, api_key: k, order: 1}
        - model_name: twin
          litellm_params: {model: openai/gpt-4o-mini, api_key: k, order: 2}
          model_info: {id: the-second}
      general_settings:
        master_key: os.environ/LITELLM_MASTER_KEY
      weir:
        groups:
          twin: {hedge-after: 200ms}
      """;

  private static Cluster cluster;
  private static Node node;

  @BeforeAll
  static void start() {
    var stores =
        new Cluster.Stores(KAFKA.bootstrapServers(), REDIS.host(), REDIS.port(), KAFKA.newPrefix());
    cluster = new Cluster(stores, Settings.DEFAULTS, CONFIG);
    cluster.accounting();
    node = cluster.readyGateway("a");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersFromTheSecond_andBillsBoth(boolean stream) {
    cluster.provider().reset();
    cluster.provider().clear();
    cluster.provider().script("gpt-4o", new Behaviour.Hang());
    Node.Key key = node.mint(Map.of("key_alias", "hedged-" + stream, "max_budget", 1));
    Calls.Request call = Calls.chat("twin", 10, "Hello");

    Answer answer = node.as(key).post(stream ? call.streamed() : call);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("x-litellm-model-id")).isEqualTo("the-second");
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() ->
            assertThat(cluster.provider().attempts("gpt-4o"))
                .singleElement()
                .matches(Attempt::cancelled));
    await().atMost(20, SECONDS).until(() -> cluster.ledger().finished(key).size() == 2);
    List<AttemptFinished> both = cluster.ledger().finished(key);
    assertThat(both)
        .extracting(AttemptFinished::outcome)
        .containsExactlyInAnyOrder(Outcome.CANCELLED, Outcome.SUCCEEDED);
    assertThat(both).allSatisfy(it -> assertThat(it.chargedNanoUsd()).isPositive());
    await()
        .atMost(30, SECONDS)
        .untilAsserted(() -> assertThat(node.spent(key)).isEqualTo(WeirLedger.charged(both)));
  }
}
