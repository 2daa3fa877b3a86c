package dev.weir.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.terminal.Captured;
import dev.weir.cli.terminal.Surroundings;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is shown of attempts in the log. */
class AttemptLineTest {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final Payer CHECKOUT =
      new Payer(HASH, "check\u001b[2Jout", "t-1", "payments", null, List.of());
  private static final Payer NAMELESS =
      new Payer("fedcba9876543210".repeat(4), null, null, null, null, List.of());
  private static final Route GPT = new Route("gpt-4o", HASH, "openai", "gpt-4o-2024");
  private static final Route CLAUDE = new Route("smart", "eu-1", "anthropic", "claude");

  private static final List<AttemptFinished> LOG =
      List.of(
          attempt(1, CHECKOUT, GPT, Outcome.SUCCEEDED, 200, null, 1),
          attempt(2, NAMELESS, CLAUDE, Outcome.FAILED, 429, "rate_limited", 1),
          attempt(2, NAMELESS, CLAUDE, Outcome.FAILED, 429, "rate_limited", 1),
          attempt(3, NAMELESS, GPT, Outcome.CUT, 200, null, 2),
          attempt(4, CHECKOUT, CLAUDE, Outcome.CANCELLED, 0, null, 1),
          attempt(5, CHECKOUT, CLAUDE, Outcome.ORPHANED, 0, null, 1));

  private final Captured captured = new Captured();

  private static AttemptFinished attempt(
      long seq,
      Payer payer,
      Route route,
      Outcome outcome,
      int status,
      @Nullable String error,
      int number) {
    return new AttemptFinished(
        "j",
        seq,
        Instant.parse("2026-12-01T11:59:00Z").plusSeconds(seq),
        "e",
        "a" + seq,
        "c",
        number,
        payer,
        route,
        Captured.NOW,
        outcome,
        status,
        error,
        false,
        new Tokens(20, 2, 0, 0, 40, 0),
        Cost.NONE,
        460_000,
        "v1",
        outcome == Outcome.CUT,
        false,
        Duration.ofMillis(seq * 600),
        null,
        null);
  }

  /** Only what chooses attempts. */
  @Command
  private static final class Filter {
    @Mixin private final AttemptFilter filter = new AttemptFilter();
  }

  private void show(Surroundings surroundings, boolean json, String... options) {
    var filter = new Filter();
    new CommandLine(filter).parseArgs(options);
    var attempts = new Attempts(filter.filter, surroundings, json);
    attempts.begin();
    var partition = new TopicPartition("weir.attempts.v1", 0);
    List<ConsumerRecord<byte[], byte[]>> records =
        LOG.stream()
            .map(it ->
                new ConsumerRecord<>(
                    partition.topic(), 0, it.seq(), new byte[0], EventJson.write(it)))
            .toList();
    attempts.show(new ConsumerRecords<>(Map.of(partition, records), Map.of()));
  }

  @Test
  void isALineAnAttempt_eachOnce() {
    show(captured.piped(Map.of(), ""), false);

    assertThat(captured.out())
        .isEqualTo(
            """
            11:59:01  check\\u001b[2Jout / payments  gpt-4o → openai/gpt-4o-2024 (012345)                    200                 600 ms         22+40     $0.00046
            11:59:02  fedcba                  smart → anthropic/claude (eu-1)                         429 rate_limited     1.2 s         22+40     $0.00046
            11:59:03  fedcba                  gpt-4o → openai/gpt-4o-2024 (012345)                    200 cut off #2       1.8 s         22+40    ~$0.00046
            11:59:04  check\\u001b[2Jout / payments  smart → anthropic/claude (eu-1)                         client left          2.4 s         22+40     $0.00046
            11:59:05  check\\u001b[2Jout / payments  smart → anthropic/claude (eu-1)                         gateway died         3.0 s         22+40     $0.00046
            """);
  }

  @Test
  void fitsANarrowTerminal() {
    show(captured.shown(80, ""), false, "--errors");

    assertThat(captured.out())
        .isEqualTo(
            """
            TIME      KEY / TEAM   MODEL → DEPLOYM…  STATUS              TOKENS         COST
            11:59:02  fedcba       smart → anthrop…  429 rate_li…         22+40     $0.00046
            11:59:03  fedcba       gpt-4o → openai…  200 cut off…         22+40    ~$0.00046
            11:59:05  check\\u001…  smart → anthrop…  gateway died         22+40     $0.00046
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "--errors, 2 3 5",
    "--team=payments, 1 4 5",
    "--team=t-1, 1 4 5",
    "--key=fedcba98, 2 3",
    "--key=fed, ''",
    "--model=gpt-4o, 1 3",
    "--model=openai/gpt-4o-2024, 1 3",
    "--model=claude, 2 4 5"
  })
  void showsOnlyWhatIsAskedFor(String option, String expected) {
    show(captured.piped(Map.of(), ""), true, option);

    assertThat(captured.out().lines().map(it -> it.replaceAll(".*\"seq\":(.).*", "$1")))
        .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
  }
}
