package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Behaviour;
import dev.weir.provider.Bill;
import dev.weir.provider.Usage;
import dev.weir.schemas.events.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers see of one call: fallbacks, headers, metrics; and what leaving does. */
final class CallIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private Node.Key key;

  @BeforeEach
  void mint() {
    key = WEIR.a().mint(Map.of("key_alias", "caller-" + System.nanoTime(), "max_budget", 1));
  }

  @Test
  void billsOnlyTheFallback_whenAFailureIsSimulated() {
    Answer answer =
        WEIR.a()
            .as(key)
            .post(Calls.chat("claude-sonnet", 10, "Hello").with("mock_testing_fallbacks", true));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("model").asText()).isEqualTo("gpt-4o");
    assertThat(answer.header("x-litellm-attempted-fallbacks")).isEqualTo("1");
    assertThat(WEIR.provider().ledger()).extracting(Bill::model).containsExactly("gpt-4o");
    assertThat(WEIR.provider().requests()).hasSize(1);
    await().atMost(20, SECONDS).until(() -> !WEIR.cluster().ledger().finished(key).isEmpty());
    assertThat(WEIR.cluster().ledger().finished(key))
        .singleElement()
        .satisfies(it -> assertThat(it.route().group()).isEqualTo("gpt-4o"));
  }

  @Test
  void fallsBackAndBillsOnce_whenAProviderIsDown() {
    WEIR.provider().script("claude-sonnet-4-6", Behaviour.Refuse.status(401));

    Answer answer = WEIR.a().as(key).post(Calls.messages("claude-sonnet", 10, "Hello"));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("model").asText()).isEqualTo("gpt-4o");
    long billed = PriceTable.nanoUsd(WEIR.provider().ledger());
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> assertThat(WEIR.a().spent(key)).isEqualTo(billed));
    assertThat(WEIR.cluster().ledger().finished(key))
        .extracting(it -> it.outcome())
        .containsExactlyInAnyOrder(Outcome.FAILED, Outcome.SUCCEEDED);
  }

  @Test
  void tellsTheExactCost() {
    Answer answer = WEIR.a().as(key).post(Calls.chat("azure-gpt4", 10, "Hello"));

    long billed = PriceTable.nanoUsd(WEIR.provider().ledger());
    assertThat(new BigDecimal(answer.header("x-litellm-response-cost")).movePointRight(9))
        .isEqualByComparingTo(BigDecimal.valueOf(billed));
    assertThat(answer.header("x-litellm-call-id")).isNotBlank();
    assertThat(answer.header("x-litellm-model-id")).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o", "claude-haiku"})
  void cancelsTheProvidersStream_whenTheClientLeaves(String group) throws IOException {
    // 16 s of a stream: the first call after a minute of rest may take some, on a busy machine.
    int words = 8_000;
    WEIR.provider().script(Behaviour.Answer.of(Usage.of(10, words)));

    var response = WEIR.a().as(key).open(Calls.chat(group, words, "Hello").streamed());
    try (var body = response.body()) {
      assertThat(body.readNBytes(100)).hasSize(100);
    }

    await().atMost(30, SECONDS).until(() -> !WEIR.provider().ledger().isEmpty());
    assertThat(WEIR.provider().ledger())
        .singleElement()
        .matches(Bill::cancelled)
        .satisfies(bill -> assertThat(bill.chunks()).isLessThan(words / 2));
    await().atMost(20, SECONDS).until(() -> !WEIR.cluster().ledger().finished(key).isEmpty());
    assertThat(WEIR.cluster().ledger().finished(key))
        .singleElement()
        .satisfies(it -> assertThat(it.outcome()).isEqualTo(Outcome.CANCELLED))
        .satisfies(it ->
            assertThat(it.chargedNanoUsd())
                .isGreaterThanOrEqualTo(PriceTable.nanoUsd(WEIR.provider().ledger())));
  }

  @Test
  void countsUnderTheNamesThatDashboardsUse() {
    assertThat(WEIR.a().as(key).post(Calls.chat("gpt-4o", 10, "Hello")).status()).isEqualTo(200);

    Answer metrics = WEIR.a().master().as("").get("/metrics");

    assertThat(metrics.status()).isEqualTo(200);
    assertThat(metrics.text().lines().filter(line -> line.contains(key.id())))
        .anyMatch(line -> line.startsWith("litellm_requests_metric_total{"))
        .anyMatch(line -> line.startsWith("litellm_spend_metric_total{"))
        .anyMatch(line -> line.startsWith("litellm_llm_api_latency_metric_bucket{"))
        .anyMatch(line -> line.startsWith("litellm_remaining_requests_metric{"));
    assertThat(metrics.text()).doesNotContain(key.secret(), "openai-key", Cluster.MASTER_KEY);
  }
}
