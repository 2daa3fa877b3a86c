package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Bill;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every call of every kind is in Weir's ledger at what the provider charges for it. */
final class LedgerIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final int CALLS = 1_000;
  private static final int CLIENTS = 32;
  private static final List<String> GROUPS =
      List.of("claude-sonnet", "gpt-4o", "azure-gpt4", "claude-haiku", "production-llm");

  @Test
  void equalsTheProvidersLedgerToTheNanoDollar_afterAThousandMixedCalls() {
    List<Node.Key> keys = keys();

    List<Answer> answers =
        Load.all(CLIENTS, CALLS, i -> node(i).as(keys.get(i % keys.size())).post(request(i)));

    assertThat(answers).allMatch(answer -> answer.status() == 200);
    List<Bill> bills = WEIR.provider().ledger();
    assertThat(bills).hasSize(CALLS).allMatch(bill -> bill.outcome() == Bill.Outcome.FINISHED);
    long billed = PriceTable.nanoUsd(bills);
    await()
        .atMost(60, SECONDS)
        .pollInterval(500, MILLISECONDS)
        .untilAsserted(() -> assertThat(total(spendByKey(keys))).isEqualTo(billed));
    List<AttemptFinished> attempts = attempts(keys);
    assertThat(attempts)
        .hasSize(CALLS)
        .allMatch(it -> it.outcome() == Outcome.SUCCEEDED && !it.estimated());
    assertThat(charges(attempts)).isEqualTo(charges(bills));
    assertThat(spendByKey(keys)).isEqualTo(byKey(attempts));
    assertThat(WEIR.cluster().ledger().spendByTeam()).containsAllEntriesOf(byTeam(attempts));
    assertThat(keys)
        .allSatisfy(key ->
            await()
                .atMost(20, SECONDS)
                .until(() -> WEIR.b().spent(key) == byKey(attempts).get(key.id())));
  }

  /** Of two teams and of none, with a budget and without. */
  private static List<Node.Key> keys() {
    return List.of(
        WEIR.a().mint(Map.of("team_id", "ledger-one", "max_budget", 500)),
        WEIR.a().mint(Map.of("team_id", "ledger-one")),
        WEIR.b().mint(Map.of("team_id", "ledger-two", "max_budget", 500, "budget_duration", "30d")),
        WEIR.b().mint(Map.of("max_budget", 500)));
  }

  private static Node node(int i) {
    return i / 20 % 2 == 0 ? WEIR.a() : WEIR.b();
  }

  /** Groups, protocols and streaming in all 20 combinations. */
  private static Calls.Request request(int i) {
    String group = GROUPS.get(i % GROUPS.size());
    String text = "Tell me about weirs. ".repeat(1 + i % 7);
    int combination = i / GROUPS.size() % 4;
    var request =
        combination % 2 == 0
            ? Calls.chat(group, 20 + i % 60, text)
            : Calls.messages(group, 20 + i % 60, text);
    return combination < 2 ? request : request.streamed();
  }

  private static List<AttemptFinished> attempts(List<Node.Key> keys) {
    List<String> ids = keys.stream().map(Node.Key::id).toList();
    return WEIR.cluster().ledger().finished().stream()
        .filter(it -> ids.contains(it.payer().keyId()))
        .toList();
  }

  private static Map<String, Long> spendByKey(List<Node.Key> keys) {
    Map<String, Long> spend = WEIR.cluster().ledger().spendByKey();
    return keys.stream()
        .map(Node.Key::id)
        .collect(Collectors.toMap(id -> id, id -> spend.getOrDefault(id, 0L)));
  }

  private static Map<String, Long> byKey(List<AttemptFinished> attempts) {
    return attempts.stream()
        .collect(
            Collectors.groupingBy(
                it -> it.payer().keyId(), Collectors.summingLong(AttemptFinished::chargedNanoUsd)));
  }

  private static Map<String, Long> byTeam(List<AttemptFinished> attempts) {
    return attempts.stream()
        .filter(it -> it.payer().team() != null)
        .collect(
            Collectors.groupingBy(
                it -> it.payer().team(), Collectors.summingLong(AttemptFinished::chargedNanoUsd)));
  }

  private static long total(Map<String, Long> spend) {
    return spend.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Model and nano-USD of each, sorted: nothing in an event names the provider's bill. */
  private static List<String> charges(List<?> entries) {
    List<String> charges = new ArrayList<>();
    for (Object entry : entries) {
      charges.add(
          switch (entry) {
            case Bill bill -> bill.model() + " " + PriceTable.nanoUsd(bill);
            case AttemptFinished it -> it.route().model() + " " + it.chargedNanoUsd();
            default -> throw new IllegalArgumentException(entry.toString());
          });
    }
    return charges.stream().sorted().toList();
  }
}
