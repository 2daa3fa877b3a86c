package dev.weir.accounting.topology;

import static dev.weir.accounting.topology.Events.KEY_BUDGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.fold.Facts;
import dev.weir.accounting.redis.Epochs;
import dev.weir.accounting.redis.RecordingBoard;
import dev.weir.accounting.redis.Rewrite;
import dev.weir.accounting.redis.RowState;
import dev.weir.schemas.config.AlertSettings;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.DeadLetter;
import dev.weir.schemas.events.EpochAbandoned;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.LogEvent;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.topics.Topic;
import dev.weir.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountingTopologyTest {
  private static final Topics TOPICS = new Topics("t.", 1);

  @TempDir Path state;

  private final RecordingBoard board = new RecordingBoard();
  private final Events journal = new Events("j1");
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> attempts;

  @BeforeEach
  void start() {
    AccountingTopology topology =
        new AccountingTopology(
            TOPICS,
            new Facts(ZoneId.of("UTC")),
            new Thresholds(List.of(50, 80, 100), 1_500, Duration.ofHours(6)),
            AlertSettings.Signs.STANDARD,
            board::task);
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    driver = new TopologyTestDriver(topology.get(), properties);
    attempts =
        driver.createInputTopic(
            TOPICS.attempts().name(), new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private RecordingBoard.Task redis() {
    return board.tasks.get(0);
  }

  private long total(BudgetLevel level, String owner) {
    return redis().totals.get(new RecordingBoard.Owner(level, owner));
  }

  private void log(LogEvent... events) {
    for (LogEvent event : events) {
      attempts.pipeInput("search", EventJson.write(event));
    }
  }

  /** Lets totals hear of what was read since the last time. */
  private void addUp() {
    driver.advanceWallClockTime(Duration.ofMillis(100));
  }

  private <V> Map<String, V> read(Topic<V> topic) {
    addUp();
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), topic.values().deserializer())
        .readKeyValuesToMap();
  }

  private <V> List<V> list(Topic<V> topic) {
    addUp();
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), topic.values().deserializer())
        .readValuesToList();
  }

  @Test
  void countsAStartedAttemptAtItsHoldAndAFinishedOneAtItsCost() {
    log(journal.opened(), journal.started("a", 300), journal.started("b", 200));
    log(journal.succeeded("a", 120));

    assertThat(redis().rows)
        .isEqualTo(
            Map.of(
                KEY_BUDGET,
                new RowState(0, List.of(new RowState.EpochSpend(journal.epoch(), 200, 120)))));
    assertThat(total(BudgetLevel.KEY, "k1")).isEqualTo(120);
    assertThat(total(BudgetLevel.TEAM, "search")).isEqualTo(120);
    assertThat(total(BudgetLevel.USER, "ann")).isEqualTo(120);
    assertThat(total(BudgetLevel.TEAM_MEMBER, "ann:search")).isEqualTo(120);
  }

  @Test
  void dropsWhatItHasSeen() {
    LogEvent opened = journal.opened();
    LogEvent started = journal.started("a", 300);
    LogEvent finished = journal.succeeded("a", 120);

    log(opened, started, finished, started, finished, opened);

    assertThat(redis().rows.get(KEY_BUDGET).open())
        .containsExactly(new RowState.EpochSpend(journal.epoch(), 0, 120));
    assertThat(total(BudgetLevel.KEY, "k1")).isEqualTo(120);
    assertThat(read(TOPICS.spendByKey()).get("k1|2026-11-22").total().requests()).isEqualTo(1);
  }

  @Test
  void movesTheSpendOfAnEndedEpochToThePast() {
    log(journal.opened(), journal.started("a", 300), journal.succeeded("a", 120));
    log(journal.closed());

    assertThat(redis().rows.get(KEY_BUDGET)).isEqualTo(new RowState(120, List.of()));
    assertThat(redis().epochs).isEqualTo(new Epochs(List.of(), List.of(journal.epoch())));
  }

  @Test
  void chargesTheHoldOfWhatAnAbandonedEpochLeftOpen() {
    log(journal.opened(), journal.started("a", 300), journal.succeeded("a", 120));
    log(journal.started("b", 250));

    log(new EpochAbandoned("j2", 1, Events.AT, journal.epoch(), "admin"));

    assertThat(redis().rows.get(KEY_BUDGET)).isEqualTo(new RowState(370, List.of()));
    assertThat(total(BudgetLevel.KEY, "k1")).isEqualTo(370);
    SpendDay day = read(TOPICS.spendByKey()).get("k1|2026-11-22");
    assertThat(day.total().costNanoUsd()).isEqualTo(370);
    assertThat(day.total().estimatedNanoUsd()).isEqualTo(250);
  }

  @Test
  void addsUpDaysByKeyTeamUserAndModelOnTheDayTheAttemptStarted() {
    log(journal.opened(), journal.started("a", 300), journal.succeeded("a", 120));
    log(journal.started("b", 300), journal.succeeded("b", 80));

    SpendDay key = read(TOPICS.spendByKey()).get("k1|2026-11-22");
    assertThat(key.alias()).isEqualTo("search-key");
    assertThat(key.total().costNanoUsd()).isEqualTo(200);
    assertThat(key.total().requests()).isEqualTo(2);
    assertThat(key.models()).hasSize(1);
    assertThat(key.models().getFirst().sums().tokens().output()).isEqualTo(10);
    assertThat(read(TOPICS.spendByTeam()).get("search|2026-11-22").total().costNanoUsd())
        .isEqualTo(200);
    assertThat(read(TOPICS.spendByUser()).get("ann|2026-11-22").total().costNanoUsd())
        .isEqualTo(200);
  }

  @Test
  void tellsEachThresholdOnce() {
    log(journal.opened(), journal.started("a", 900), journal.succeeded("a", 810));
    log(journal.started("b", 900), journal.succeeded("b", 100));
    log(journal.started("c", 900), journal.succeeded("c", 100));

    assertThat(list(TOPICS.alerts()).stream().map(Alert::recordKey))
        .containsExactly(
            KEY_BUDGET.name() + "|1000|50",
            KEY_BUDGET.name() + "|1000|80",
            KEY_BUDGET.name() + "|1000|100");
  }

  @Test
  void tellsTheMonthsTotalOnce() {
    log(journal.opened(), journal.started("a", 9000), journal.succeeded("a", 1_499));
    log(journal.started("b", 9000), journal.succeeded("b", 1));
    addUp();
    log(journal.started("c", 9000), journal.succeeded("c", 1));

    assertThat(list(TOPICS.alerts()))
        .filteredOn(Alert.TotalSpendCrossed.class::isInstance)
        .containsExactly(
            new Alert.TotalSpendCrossed(Events.AT.plusSeconds(60), "2026-11", 1_500, 1_500));
  }

  @Test
  void countsASoftBudgetInTheWindowOfTheBudget() {
    log(journal.opened(), journal.startedWithSoftBudget("a", 900, 500));
    log(journal.succeeded("a", 500));

    assertThat(list(TOPICS.alerts()))
        .filteredOn(Alert.SoftBudgetCrossed.class::isInstance)
        .containsExactly(
            new Alert.SoftBudgetCrossed(
                Events.AT.plusSeconds(60), KEY_BUDGET, "search-key", "search", 500, 500));
  }

  @Test
  void writesEverythingAgainToANewLifeOnceItHasReadTheLogUpToTheBarrier() {
    log(journal.opened(), journal.started("a", 300), journal.succeeded("a", 120));
    board.begin(Map.of("w0", "life-2"), 4);
    redis().rows.clear();
    redis().totals.clear();
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(redis().rewritten).isNull();

    log(journal.started("b", 30));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(redis().rewritten).isEqualTo(new Rewrite(Map.of("w0", "life-2")));
    assertThat(redis().rows.get(KEY_BUDGET))
        .isEqualTo(new RowState(0, List.of(new RowState.EpochSpend(journal.epoch(), 30, 120))));
    assertThat(total(BudgetLevel.KEY, "k1")).isEqualTo(120);
    assertThat(redis().epochs).isEqualTo(new Epochs(List.of(journal.epoch()), List.of()));
  }

  @Test
  void buriesWhatItCannotReadAndGoesOn() {
    attempts.pipeInput("x", "{\"type\":\"nonsense\"}".getBytes(StandardCharsets.UTF_8));
    attempts.pipeInput("x", null);
    log(journal.opened(), journal.started("a", 300), journal.succeeded("a", 120));

    assertThat(list(TOPICS.deadLetters()).stream().map(DeadLetter::offset)).containsExactly(0L, 1L);
    assertThat(total(BudgetLevel.KEY, "k1")).isEqualTo(120);
  }
}
