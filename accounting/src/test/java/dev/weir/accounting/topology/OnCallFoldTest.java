package dev.weir.accounting.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.fold.Facts;
import dev.weir.accounting.redis.RecordingBoard;
import dev.weir.schemas.config.AlertSettings.Signs;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.EpochAbandoned;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.HangingAttempts;
import dev.weir.schemas.events.IncidentReport;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.LogEvent;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Repeats;
import dev.weir.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

class OnCallFoldTest {
  private static final Topics TOPICS = new Topics("t.", 1);
  private static final Instant T0 = Events.AT;

  @TempDir Path state;

  private final Events journal = new Events("j1");
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> attempts;
  private TestInputTopic<String, byte[]> incidents;
  private TestInputTopic<String, byte[]> directory;

  /** Seconds after {@link #T0}: the log's clock, which the driver stamps records with. */
  private long now;

  @BeforeEach
  void start() {
    AccountingTopology topology =
        new AccountingTopology(
            TOPICS,
            new Facts(ZoneId.of("UTC")),
            new Thresholds(List.of(), Thresholds.NEVER, Duration.ofHours(6)),
            Signs.STANDARD,
            new RecordingBoard()::task);
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    driver = new TopologyTestDriver(topology.get(), properties);
    attempts = input(TOPICS.attempts().name());
    incidents = input(TOPICS.incidents().name());
    directory = input(TOPICS.directory().name());
  }

  private TestInputTopic<String, byte[]> input(String topic) {
    return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private static Instant at(long second) {
    return T0.plusSeconds(second);
  }

  private void log(LogEvent... events) {
    for (LogEvent event : events) {
      attempts.pipeInput("search", EventJson.write(event), at(now));
    }
  }

  /** A node reports, and time goes on. */
  private void beat(String epoch, long second, HangingAttempts... hanging) {
    now = second;
    incidents.pipeInput(
        "node",
        EventJson.write(
            new IncidentReport.NodeState(
                epoch, "gw-1", at(second), List.of(), List.of(), List.of(hanging))),
        at(second));
  }

  /** Reports every 30 s up to there. */
  private void beatUntil(String epoch, long second) {
    for (long next = now + 30; next <= second; next += 30) {
      beat(epoch, next);
    }
  }

  private void fail(int attempt, int status) {
    log(journal.started("a" + attempt, 0), journal.failed("a" + attempt, status, at(now)));
  }

  private List<Alert> alerts() {
    return driver
        .createOutputTopic(
            TOPICS.alerts().name(),
            new StringDeserializer(),
            TOPICS.alerts().values().deserializer())
        .readValuesToList();
  }

  @Test
  void tellsTheFirstFailureAtOnce_andAStormOfAThousandInThreeMessages() {
    log(journal.opened());
    for (int i = 0; i < 1_000; i++) {
      now = i / 10;
      fail(i, i % 10 == 0 ? 429 : 503);
    }
    beatUntil(journal.epoch(), 900);

    List<Alert> alerts = alerts();
    assertThat(alerts).hasSize(3).allMatch(Alert.ProviderFailed.class::isInstance);
    assertThat(((Alert.ProviderFailed) alerts.get(0)).repeats()).isNull();
    assertThat(repeats(alerts.get(1)).count() + repeats(alerts.get(2)).count()).isEqualTo(999);
    assertThat(repeats(alerts.get(1)).causes()).containsExactly(new Repeats.Cause("server", 600));
  }

  private static Repeats repeats(Alert alert) {
    return ((Alert.ProviderFailed) alert).repeats();
  }

  @Test
  void tellsWhatCameAfterALongRestLikeAFirstOne() {
    log(journal.opened());
    fail(1, 503);
    fail(2, 503);
    beatUntil(journal.epoch(), 2_400);
    fail(3, 503);

    assertThat(alerts())
        .extracting(alert -> ((Alert.ProviderFailed) alert).repeats())
        .extracting(repeats -> repeats == null ? 1 : repeats.count())
        .containsExactly(1L, 1L, 1L);
  }

  @Test
  void doesNotCallAClientsMistakeAFailureOfTheDeployment() {
    log(journal.opened());
    fail(1, 400);
    beatUntil(journal.epoch(), 120);

    assertThat(alerts()).isEmpty();
  }

  @Test
  void tellsOfASlowAnswer_butNotOfALongStream() {
    log(journal.opened());
    log(journal.started("a", 0), took(journal.succeeded("a", 0), 301, null));
    log(journal.started("b", 0), took(journal.succeeded("b", 0), 900, 2));

    assertThat(alerts())
        .containsExactly(
            new Alert.CallsSlow(
                at(60),
                Events.ROUTE,
                Duration.ofMinutes(5),
                Duration.ofSeconds(301),
                "call-a",
                null));
  }

  private static AttemptFinished took(AttemptFinished a, long seconds, Integer first) {
    return new AttemptFinished(
        a.journal(),
        a.seq(),
        a.at(),
        a.epoch(),
        a.attempt(),
        a.call(),
        a.number(),
        a.payer(),
        a.route(),
        a.startedAt(),
        a.outcome(),
        a.httpStatus(),
        a.error(),
        first != null,
        a.tokens(),
        a.cost(),
        a.chargedNanoUsd(),
        a.priceVersion(),
        a.estimated(),
        false,
        Duration.ofSeconds(seconds),
        first == null ? null : Duration.ofSeconds(first),
        null);
  }

  @Test
  void tellsOfAnUnknownPriceOnceADay() {
    log(journal.opened());
    for (int i = 0; i < 3; i++) {
      AttemptStarted started = journal.started("a" + i, 0);
      log(started, unpriced(journal.succeeded("a" + i, 0)));
    }
    beat(journal.epoch(), Duration.ofHours(24).toSeconds() - 1);
    assertThat(alerts()).hasSize(1);
    beat(journal.epoch(), Duration.ofHours(24).toSeconds());

    assertThat(alerts())
        .singleElement()
        .satisfies(it -> assertThat(((Alert.ModelUnpriced) it).repeats().count()).isEqualTo(2));
  }

  private static AttemptFinished unpriced(AttemptFinished a) {
    return Events.with(a, a.outcome(), true);
  }

  @Test
  void tellsOfTheOrphansOfOneDeathTogether_withTheirMoneyAndTheNode() {
    log(journal.opened());
    for (int i = 0; i < 12; i++) {
      log(journal.started("a" + i, 0));
      log(Events.with(journal.succeeded("a" + i, 100), Outcome.ORPHANED, false));
    }
    log(journal.closed());
    assertThat(alerts()).isEmpty();

    beat("j2-1", 30);

    assertThat(alerts())
        .containsExactly(
            new Alert.AttemptsOrphaned(
                at(60),
                journal.epoch(),
                "node",
                new Repeats(at(60), 12, List.of(new Repeats.Cause("orphaned", 12))),
                1_200));
  }

  @Test
  void tellsOnceOfALifeThatIsOpenWithoutANode() {
    log(journal.opened());
    beat(journal.epoch(), 10);
    now = 0;
    beatUntil("j2-1", 600);

    List<Alert> alerts = alerts();
    assertThat(alerts)
        .containsExactly(new Alert.LeasesStranded(at(330), journal.epoch(), "node", T0, at(10)));
  }

  @Test
  void tellsNothingOfALifeThatHasEnded() {
    log(journal.opened());
    beat(journal.epoch(), 10);
    log(new EpochAbandoned("j9", 1, at(10), journal.epoch(), "admin"));
    now = 0;
    beatUntil("j2-1", 600);

    assertThat(alerts()).isEmpty();
  }

  @Test
  void tellsOfHangingCallsOnceAnHour_orWhenThereAreTenTimesAsMany() {
    HangingAttempts two = new HangingAttempts(Events.ROUTE, 2, T0.minusSeconds(700), "c1");
    HangingAttempts many = new HangingAttempts(Events.ROUTE, 20, T0.minusSeconds(700), "c1");
    beat("e", 0, two);
    beat("e", 30, two);
    beat("e", 60, many);
    beat("e", 90, many);
    beat("e", 3_660, many);

    assertThat(alerts())
        .containsExactly(
            new Alert.CallsHanging(at(0), "gw-1", two),
            new Alert.CallsHanging(at(60), "gw-1", many),
            new Alert.CallsHanging(at(3_660), "gw-1", many));
  }

  @Test
  void tellsOnceOfAKeyThatWillExpire_andAgainWhenItWasRenewed() {
    Instant expires = T0.plus(Duration.ofDays(3));
    put(key("k1", T0, expires));
    put(key("short-lived", T0, T0.plus(Duration.ofHours(12))));
    beat("e", Duration.ofDays(2).toSeconds() - 1);
    assertThat(alerts()).isEmpty();

    beat("e", Duration.ofDays(2).toSeconds());
    beat("e", Duration.ofDays(2).toSeconds() + 30);
    assertThat(alerts())
        .containsExactly(
            new Alert.KeyExpiring(
                at(Duration.ofDays(2).toSeconds()), "k1", "sk-...abcd", "k1", "search", expires));

    Instant later = expires.plus(Duration.ofDays(30));
    put(key("k1", at(now), later));
    beat("e", Duration.ofDays(32).toSeconds());
    assertThat(alerts()).hasSize(1);
  }

  @Test
  void tellsNothingOfAKeyThatIsGone() {
    put(key("k1", T0, T0.plus(Duration.ofDays(3))));
    directory.pipeInput("key:k1", null);
    beat("e", Duration.ofDays(2).toSeconds());

    assertThat(alerts()).isEmpty();
  }

  private void put(KeyEntry key) {
    directory.pipeInput(key.recordKey(), EventJson.write(key));
  }

  private static KeyEntry key(String id, Instant updated, Instant expires) {
    return new KeyEntry(
        id,
        1,
        "sk-...abcd",
        id,
        "search",
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        expires,
        false,
        Map.of(),
        updated,
        updated,
        "admin");
  }
}
