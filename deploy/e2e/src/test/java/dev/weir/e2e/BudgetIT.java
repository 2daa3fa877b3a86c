package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Usage;
import dev.weir.schemas.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A budget holds against many clients on two nodes, and on-call hears of it. */
final class BudgetIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final int CLIENTS = 64;
  private static final int AFFORDED = 200;
  private static final int MAX_TOKENS = 20;
  private static final long OUTPUT_NANOS = 10_000;
  private static final long INPUT_NANOS = 2_500;

  @Test
  void neverPassesAndCanBeSpentWhole_byManyClientsOnTwoNodes() {
    long hold = billEachCallAtItsHold();
    BigDecimal limit = Money.usd(AFFORDED * hold);
    Node.Key key = WEIR.a().mint(Map.of("key_alias", "crowd", "max_budget", limit));
    Node.Key other =
        WEIR.b()
            .mint(
                Map.of(
                    "key_alias",
                    "bystander",
                    "max_budget",
                    Money.usd(2 * hold),
                    "soft_budget",
                    Money.usd(hold)));
    var answered = new AtomicInteger();

    List<Answer> refusals =
        Load.all(CLIENTS, CLIENTS, client -> callUntilExhausted(client, key, answered));
    Answer bystander = WEIR.b().as(other).post(call());

    assertThat(answered).hasValue(AFFORDED);
    assertThat(PriceTable.nanoUsd(WEIR.provider().ledger()))
        .isEqualTo((2 + AFFORDED) * hold)
        .as("billed: probe, crowd and bystander");
    assertThat(bystander.status()).as(bystander.text()).isEqualTo(200);
    refusals.forEach(refusal -> assertDocumented(refusal, limit));
    assertToldOncePerThreshold();
    assertThat(WEIR.a().spent(key)).isEqualTo(AFFORDED * hold);
  }

  /** Returns what a call may cost: from now on the provider bills all of it. */
  private static long billEachCallAtItsHold() {
    Node.Key probe = WEIR.a().mint(Map.of("max_budget", 1));
    assertThat(WEIR.a().as(probe).post(call()).status()).isEqualTo(200);
    await().atMost(20, SECONDS).until(() -> !WEIR.cluster().ledger().finished(probe).isEmpty());
    long hold =
        WEIR.cluster().ledger().started().stream()
            .filter(it -> it.payer().keyId().equals(probe.id()))
            .findFirst()
            .orElseThrow()
            .estimateNanoUsd();
    int input = Math.toIntExact((hold - MAX_TOKENS * OUTPUT_NANOS) / INPUT_NANOS);
    WEIR.provider().script(Behaviour.Answer.of(Usage.of(input, MAX_TOKENS)));
    WEIR.provider().clear();
    assertThat(WEIR.a().as(probe).post(call()).status()).isEqualTo(200);
    assertThat(PriceTable.nanoUsd(WEIR.provider().ledger())).isEqualTo(hold);
    return hold;
  }

  private static Calls.Request call() {
    return Calls.chat("gpt-4o", MAX_TOKENS, "What does a weir do?");
  }

  /** What it was refused with in the end. */
  private static Answer callUntilExhausted(int client, Node.Key key, AtomicInteger answered) {
    Api api = (client % 2 == 0 ? WEIR.a() : WEIR.b()).as(key);
    while (true) {
      Answer answer = api.post(client % 4 < 2 ? call() : call().streamed());
      switch (answer.status()) {
        case 200 -> answered.incrementAndGet();
        case 429 -> {
          assertThat(answer.error().get("type").asText()).isEqualTo("budget_busy");
          Load.waitAsAsked(answer);
        }
        default -> {
          return answer;
        }
      }
    }
  }

  private static void assertDocumented(Answer refusal, BigDecimal limit) {
    assertThat(refusal.status()).as(refusal.text()).isEqualTo(402);
    assertThat(refusal.header("x-should-retry")).isEqualTo("false");
    assertThat(refusal.headers().firstValue("retry-after")).isEmpty();
    JsonNode error = refusal.error();
    assertThat(error.get("type").asText()).isEqualTo("budget_exceeded");
    assertThat(error.get("code").asText()).isEqualTo("402");
    assertThat(error.get("message").asText())
        .startsWith("Budget has been exceeded!")
        .contains("crowd", "Max budget: " + limit.toPlainString());
    JsonNode facts = error.get("weir");
    assertThat(facts.get("level").asText()).isEqualTo("key");
    assertThat(facts.get("limit").decimalValue()).isEqualByComparingTo(limit);
    assertThat(facts.has("spent") && facts.has("held") && facts.has("window_end")).isTrue();
  }

  /** The two keys may be counted by different tasks, so neither's alerts wait for the other's. */
  private static void assertToldOncePerThreshold() {
    await()
        .atMost(30, SECONDS)
        .until(() -> told("bystander").size() >= 2 && told("crowd").size() >= 3);
    assertThat(told("bystander"))
        .satisfiesExactly(
            text -> assertThat(text).contains("50 %"),
            text -> assertThat(text).contains("has passed its soft budget"));
    assertThat(told("crowd"))
        .satisfiesExactly(
            text -> assertThat(text).contains("50 %"),
            text -> assertThat(text).contains("80 %"),
            text -> assertThat(text).contains("used up"));
  }

  private static List<String> told(String alias) {
    return WEIR.cluster().slack().messages().stream()
        .map(message -> message.text() + message.blocks())
        .filter(text -> text.contains("Key " + alias))
        .toList();
  }
}
