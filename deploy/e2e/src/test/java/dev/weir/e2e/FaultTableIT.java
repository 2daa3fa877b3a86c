package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.e2e.Fault.Bills;
import dev.weir.e2e.Fault.Expected;
import dev.weir.e2e.Fault.Gets;
import dev.weir.e2e.Fault.What;
import dev.weir.provider.Attempt;
import dev.weir.provider.Bill;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.money.Money;
import dev.weir.testkit.KafkaExtension;
import dev.weir.testkit.RedisExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A provider fails in every way, and the application does not notice: with one fallback it gets an
 * answer, or, if content went out already, an error in its own protocol. Each row was called once;
 * what is asserted is what the client got, what the providers saw, and what Kafka says it costs.
 */
final class FaultTableIT {
  @RegisterExtension static final KafkaExtension KAFKA = new KafkaExtension();
  @RegisterExtension static final RedisExtension REDIS = new RedisExtension();

  private static final List<FaultRow> ROWS = FaultRow.all(Faults.all());
  private static FaultTable table;

  @BeforeAll
  static void callAll() {
    var stores =
        new Cluster.Stores(KAFKA.bootstrapServers(), REDIS.host(), REDIS.port(), KAFKA.newPrefix());
    table = new FaultTable(ROWS, stores);
    table.run();
  }

  @AfterAll
  static void close() {
    table.close();
  }

  static List<FaultRow> rows() {
    return ROWS;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void theClientGetsAnAnswer(FaultRow row) {
    var received = new Received(row.surface(), row.stream(), table.answer(row));

    switch (row.expected().gets()) {
      case PRIMARY -> received.assertAnswer(Faults.TEXT, row.group());
      case FALLBACK -> received.assertAnswer(Faults.FALLBACK_TEXT, row.fallback());
      case BEGINNING -> received.assertBeginning(Faults.TEXT, Faults.WORDS);
      case REFUSAL -> received.assertError(400);
    }
    if (received.answer().status() == 200) {
      boolean left = row.expected().gets() == Gets.FALLBACK;
      assertThat(received.answer().header("x-litellm-attempted-fallbacks"))
          .isEqualTo(left ? "1" : "0");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void theProvidersSeeNoMoreAttemptsThanNeeded_andNoneTooEarly(FaultRow row) {
    Expected expected = row.expected();
    int reached = row.fault().what() instanceof What.Unreachable ? 0 : expected.attempts();

    List<Attempt> primary = table.seen(row.group());

    assertThat(primary).hasSize(reached);
    assertThat(table.seen(row.fallback())).hasSize(expected.gets() == Gets.FALLBACK ? 1 : 0);
    for (int i = 1; i < primary.size(); i++) {
      var between = Duration.between(primary.get(i - 1).arrivedAt(), primary.get(i).arrivedAt());
      assertThat(between).isGreaterThanOrEqualTo(row.fault().pause());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void whatIsBilledIsWhatTheProvidersBill(FaultRow row) {
    boolean left = row.expected().gets() == Gets.FALLBACK;
    List<AttemptFinished> primary = table.recorded(row.group());
    List<AttemptFinished> fallback = table.recorded(row.fallback());

    assertThat(primary).hasSize(row.expected().attempts());
    assertThat(fallback).hasSize(left ? 1 : 0).noneMatch(AttemptFinished::estimated);
    assertThat(WeirLedger.charged(fallback))
        .isEqualTo(PriceTable.nanoUsd(table.billed(row.fallback())));
    boolean estimated = primary.stream().anyMatch(AttemptFinished::estimated);
    if (row.expected().bills() != Bills.EITHER) {
      assertThat(estimated).as("estimated").isEqualTo(row.expected().bills() == Bills.ESTIMATED);
    }
    if (estimated) {
      assertEstimate(WeirLedger.charged(primary), row, left);
    } else {
      assertThat(WeirLedger.charged(primary))
          .isEqualTo(PriceTable.nanoUsd(table.billed(row.group())));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void noWaitIsForNothing_andTheTrailTellsAllOfIt(FaultRow row) {
    JsonNode trail = table.trail(row);

    int attempts = 0;
    for (JsonNode step : trail.path("steps")) {
      if (step.path("step").asText().equals("attempt")) {
        attempts++;
        if (!step.path("role").asText().equals("retry")) {
          assertThat(step.path("waited_ms").asLong()).as(trail.toString()).isZero();
        }
      }
    }
    List<AttemptFinished> recorded = new ArrayList<>(table.recorded(row.group()));
    recorded.addAll(table.recorded(row.fallback()));
    assertThat(attempts).as(trail.toString()).isEqualTo(recorded.size());
    assertThat(Money.nanosFromUsd(trail.path("cost").decimalValue()))
        .isEqualTo(WeirLedger.charged(recorded));
  }

  /**
   * Never less than the provider's bill; where no word of an answer arrived, than its prompt's:
   * what else the provider says it wrote nobody can know.
   */
  private static void assertEstimate(long charged, FaultRow row, boolean nothingCame) {
    await()
        .atMost(5, SECONDS)
        .untilAsserted(() -> { // An answer that was cancelled is billed when the provider notices.
          List<Bill> bills = table.billed(row.group());
          long least = nothingCame ? PriceTable.promptNanoUsd(bills) : PriceTable.nanoUsd(bills);
          assertThat(charged).isGreaterThanOrEqualTo(least);
        });
  }
}
