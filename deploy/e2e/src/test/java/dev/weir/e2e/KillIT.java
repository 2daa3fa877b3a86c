package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Behaviour;
import dev.weir.provider.Bill;
import dev.weir.provider.Settings;
import dev.weir.provider.Usage;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.Outcome;
import dev.weir.testkit.KafkaExtension;
import dev.weir.testkit.RedisExtension;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway node that is killed loses nothing and lets nothing be overspent. */
final class KillIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();

  private static final int CLIENTS = 24;
  private static final int ANSWERED_BEFORE = 120;
  private static final int MAX_TOKENS = 12;
  private static final int LONGEST_PROMPT = 2_000;
  private static final String PROMPT = "weir ".repeat(LONGEST_PROMPT / 5);
  private static final Pattern PROMPT_TOKENS = Pattern.compile("\"prompt_tokens\": ?(\\d+)");

  private Cluster cluster;

  @BeforeEach
  void start() {
    var stores =
        new Cluster.Stores(KAFKA.bootstrapServers(), REDIS.host(), REDIS.port(), KAFKA.newPrefix());
    cluster = new Cluster(stores, Settings.DEFAULTS.withChunkGap(Duration.ofMillis(15)));
    // Every call its own prompt tokens: they name it in the bill and in Weir's event.
    cluster
        .provider()
        .script(call -> Behaviour.Answer.of(Usage.of((int) call.number() + 1, MAX_TOKENS)));
    cluster.accounting();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void losesAndDoublesNothing_whenItIsKilledUnderLoad() {
    Node node = cluster.readyGateway("a");
    Node.Key key = node.mint(Map.of("max_budget", 5));

    List<Integer> answered = loadUntilKilled(node, key);
    Node again = cluster.readyGateway("a");

    await().atMost(30, SECONDS).until(() -> cluster.ledger().open().isEmpty());
    Map<Long, AttemptFinished> settled =
        outcome(Outcome.SUCCEEDED).stream()
            .collect(Collectors.toMap(it -> it.tokens().input(), Function.identity()));
    assertThat(settled.keySet()).containsAll(answered.stream().map(Integer::longValue).toList());
    List<Bill> bills = cluster.provider().ledger();
    List<Bill> unsettled =
        bills.stream().filter(it -> !settled.containsKey((long) it.usage().input())).toList();
    assertThat(settled.size() + unsettled.size())
        .as("each settled call is billed")
        .isEqualTo(bills.size());
    assertThat(bills)
        .filteredOn(it -> settled.containsKey((long) it.usage().input()))
        .allSatisfy(it ->
            assertThat(settled.get((long) it.usage().input()).chargedNanoUsd())
                .isEqualTo(PriceTable.nanoUsd(it)));
    assertOrphans(unsettled);
    assertSpendIsTheLog(again, key);
  }

  /** Open attempts are closed at their holds, which cover what the provider billed for them. */
  private void assertOrphans(List<Bill> unsettled) {
    Map<String, AttemptStarted> started =
        cluster.ledger().started().stream()
            .collect(Collectors.toMap(AttemptStarted::attempt, Function.identity()));
    List<AttemptFinished> orphans = outcome(Outcome.ORPHANED);
    assertThat(orphans)
        .hasSizeGreaterThanOrEqualTo(Math.max(1, unsettled.size()))
        .allSatisfy(it -> {
          assertThat(it.estimated()).isTrue();
          assertThat(it.chargedNanoUsd()).isEqualTo(started.get(it.attempt()).estimateNanoUsd());
        });
    assertThat(WeirLedger.charged(orphans)).isGreaterThan(PriceTable.nanoUsd(unsettled));
  }

  private void assertSpendIsTheLog(Node node, Node.Key key) {
    long charged = WeirLedger.charged(cluster.ledger().finished());
    await()
        .atMost(30, SECONDS)
        .untilAsserted(() -> {
          assertThat(cluster.ledger().spendByKey()).containsEntry(key.id(), charged);
          assertThat(node.spent(key)).isEqualTo(charged);
        });
  }

  @Test
  void keepsTheBudget_overAKillUnderLoad() {
    Node node = cluster.readyGateway("a");
    Node.Key key = node.mint(Map.of("max_budget", 0.4));
    long limit = 400_000_000;

    loadUntilKilled(node, key);
    cluster.provider().script(Behaviour.Answer.of(Usage.of(LONGEST_PROMPT, MAX_TOKENS)));
    Node again = cluster.readyGateway("a");
    List<Answer> last = Load.all(CLIENTS, CLIENTS, i -> callUntilExhausted(again.as(key)));

    assertThat(last).allMatch(answer -> answer.status() == 402);
    assertThat(PriceTable.nanoUsd(cluster.provider().ledger())).isLessThanOrEqualTo(limit);
    await().atMost(30, SECONDS).until(() -> cluster.ledger().open().isEmpty());
    assertThat(WeirLedger.charged(cluster.ledger().finished())).isBetween(limit * 9 / 10, limit);
  }

  /** Returns the prompt tokens of the calls whose whole answer was read. */
  private List<Integer> loadUntilKilled(Node node, Node.Key key) {
    var number = new AtomicInteger();
    List<Integer> answered;
    try (var load = Load.of(CLIENTS, () -> promptTokens(node.as(key), number.getAndIncrement()))) {
      await()
          .atMost(60, SECONDS)
          .pollInterval(20, MILLISECONDS)
          .until(() -> cluster.provider().ledger().size() >= ANSWERED_BEFORE);
      node.process().kill();
      answered = load.end().stream().flatMap(Optional::stream).toList();
    }
    assertThat(answered).hasSizeGreaterThan(ANSWERED_BEFORE / 2);
    return answered;
  }

  /** Empty when the call broke off. */
  private static Optional<Integer> promptTokens(Api api, int number) {
    try {
      Answer answer = api.post(number % 2 == 0 ? call() : call().streamed());
      boolean whole = number % 2 == 0 || answer.text().contains("[DONE]");
      Matcher usage = PROMPT_TOKENS.matcher(answer.text());
      return answer.status() == 200 && whole && usage.find()
          ? Optional.of(Integer.valueOf(usage.group(1)))
          : Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Answer callUntilExhausted(Api api) {
    while (true) {
      Answer answer = api.post(call());
      if (answer.status() != 200 && answer.status() != 429) {
        return answer;
      }
      if (answer.status() == 429) {
        Load.waitAsAsked(answer);
      }
    }
  }

  private static Calls.Request call() {
    return Calls.chat("gpt-4o", MAX_TOKENS, PROMPT)
        .with("stream_options", Map.of("include_usage", true));
  }

  private List<AttemptFinished> outcome(Outcome outcome) {
    return cluster.ledger().finished().stream().filter(it -> it.outcome() == outcome).toList();
  }
}
