package dev.weir.accounting.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.fold.Facts;
import dev.weir.accounting.redis.RecordingBoard;
import dev.weir.schemas.config.AlertSettings;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.DeadLetter;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.IncidentReport;
import dev.weir.schemas.events.OpenBreaker;
import dev.weir.schemas.events.OutageSummary;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.topics.Topic;
import dev.weir.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
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

class IncidentFoldTest {
  private static final Topics TOPICS = new Topics("t.", 1);
  private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
  private static final OpenBreaker D1 = breaker("d1");
  private static final OpenBreaker D2 = breaker("d2");

  @TempDir Path state;

  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> incidents;

  /** Seconds after {@link #T0}. */
  private long now;

  private Instant last = Instant.EPOCH;

  @BeforeEach
  void start() {
    AccountingTopology topology =
        new AccountingTopology(
            TOPICS,
            new Facts(ZoneId.of("UTC")),
            new Thresholds(List.of(), Thresholds.NEVER, Duration.ofHours(6)),
            AlertSettings.Signs.STANDARD,
            new RecordingBoard()::task);
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    driver = new TopologyTestDriver(topology.get(), properties);
    incidents =
        driver.createInputTopic(
            TOPICS.incidents().name(), new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void tellsOnce_whenSeveralNodesReportOneDeployment() {
    opened("a", D1);
    now = 1;
    opened("b", D1);
    opened("a", D1);

    assertThat(alerts()).containsExactly(new Alert.DeploymentDown(T0, D1, outage(1, "node-a")));
  }

  @Test
  void tellsOfRecovery_whenTheLastNodeClosed() {
    opened("a", D1);
    now = 1;
    opened("b", D1);
    now = 30;
    closed("a", D1);
    assertThat(alerts()).hasSize(1);
    now = 31;

    closed("b", D1);

    assertThat(alerts())
        .containsExactly(
            new Alert.DeploymentRecovered(
                at(31), D1.route(), "server", outage(1, "node-a", "node-b"), true));
  }

  @Test
  void tellsOfAGroupInsteadOfItsOnlyDeployment() {
    down("a");
    opened("a", D1);
    now = 1;
    down("b");
    opened("b", D1);
    now = 20;
    closed("a", D1);
    up("a");
    closed("b", D1);

    up("b");

    OutageSummary both = outage(1, "node-a", "node-b");
    assertThat(alerts())
        .containsExactly(
            new Alert.GroupUnavailable(T0, "gpt-4o", List.of(D1), outage(1, "node-a")),
            new Alert.GroupRecovered(at(20).plusNanos(3), "gpt-4o", List.of(), both, true));
  }

  @Test
  void tellsOfTheGroup_whenItsLastDeploymentFollowsTheFirst() {
    opened("a", D1);
    now = 10;
    down("a");
    opened("a", D2);

    assertThat(alerts())
        .containsExactly(
            new Alert.DeploymentDown(T0, D1, outage(1, "node-a")),
            new Alert.GroupUnavailable(
                at(10), "gpt-4o", List.of(D1), new OutageSummary(at(10), 1, List.of("node-a"))));
  }

  @Test
  void tellsOfADeploymentThatStaysDownAfterItsGroupIsUp() {
    down("a");
    opened("a", D1);
    opened("a", D2);
    now = 20;
    closed("a", D1);
    up("a");
    now = 50;
    alive("a", List.of(D2));
    assertThat(alerts()).hasSize(2);
    now = 80;

    alive("a", List.of(D2));

    Instant since = T0.plusNanos(2);
    assertThat(alerts())
        .containsExactly(
            new Alert.DeploymentDown(since, D2, new OutageSummary(since, 1, List.of("node-a"))));
  }

  @Test
  void tellsOfAFlappingDeploymentOnceMore_andThenOnlyWhenItStaysUp() {
    for (int minute = 0; minute < 20; minute++) {
      now = minute * 60L;
      opened("a", D1);
      now += 20;
      closed("a", D1);
    }
    assertThat(alerts())
        .containsExactly(
            new Alert.DeploymentDown(T0, D1, outage(1, "node-a")),
            new Alert.DeploymentRecovered(at(20), D1.route(), "server", outage(1, "node-a"), true),
            new Alert.DeploymentDown(at(60), D1, outage(2, "node-a")));
    now += 599;
    alive("a", List.of());
    assertThat(alerts()).isEmpty();
    now++;

    alive("a", List.of());

    assertThat(alerts())
        .containsExactly(
            new Alert.DeploymentRecovered(
                at(1160), D1.route(), "server", outage(20, "node-a"), true));
  }

  @Test
  void isAnotherOutage_whenItWasUpForTenMinutes() {
    opened("a", D1);
    now = 20;
    closed("a", D1);
    now = 620;
    alive("a", List.of());
    now = 621;
    opened("a", D1);

    assertThat(alerts())
        .last()
        .isEqualTo(
            new Alert.DeploymentDown(
                at(621), D1, new OutageSummary(at(621), 1, List.of("node-a"))));
  }

  @Test
  void forgetsWhatAKilledNodeSaid_whenOthersHaveGoneOnFor90Seconds() {
    opened("killed", D1);
    opened("b", D1);
    now = 20;
    closed("b", D1);
    beatsOf("b", 90, List.of());
    assertThat(alerts()).hasSize(1);

    beatsOf("b", 110, List.of());

    assertThat(alerts())
        .containsExactly(
            new Alert.DeploymentRecovered(
                at(110), D1.route(), "server", outage(1, "node-b", "node-killed"), true));
  }

  @Test
  void doesNotCallItProven_whenNobodyAnsweredSince() {
    alive("b", List.of());
    opened("killed", D1);

    beatsOf("b", 120, List.of());

    assertThat(alerts())
        .last()
        .isInstanceOfSatisfying(
            Alert.DeploymentRecovered.class, it -> assertThat(it.answered()).isFalse());
  }

  @Test
  void buriesNobody_whenKafkaWasAway() {
    opened("a", D1);
    alive("b", List.of());
    now = 3600;
    alive("b", List.of());
    now = 3601;
    alive("a", List.of(D1));

    assertThat(alerts()).hasSize(1);
  }

  @Test
  void believesTheTruthOfANode_whenReportsWereLost() {
    alive("a", List.of(D1));
    now = 30;

    alive("a", List.of());

    assertThat(alerts())
        .containsExactly(
            new Alert.DeploymentDown(T0, D1, outage(1, "node-a")),
            new Alert.DeploymentRecovered(
                at(30), D1.route(), "server", outage(1, "node-a"), false));
  }

  @Test
  void dropsWhatItHasSeen() {
    IncidentReport opened = new IncidentReport.BreakerOpened("a", "node-a", T0, D1);
    send(opened);
    now = 5;
    closed("a", D1);

    send(opened);

    assertThat(alerts()).hasSize(2);
  }

  @Test
  void buriesWhatItCannotRead() {
    incidents.pipeInput("x", "{}".getBytes(StandardCharsets.UTF_8), T0);
    opened("a", D1);

    assertThat(list(TOPICS.deadLetters()).stream().map(DeadLetter::topic))
        .containsExactly("t.weir.incidents.v1");
    assertThat(alerts()).hasSize(1);
  }

  private void beatsOf(String epoch, long until, List<OpenBreaker> open) {
    for (now += 30; now <= until; now += 30) {
      alive(epoch, open);
    }
    now -= 30;
  }

  private void opened(String epoch, OpenBreaker breaker) {
    send(new IncidentReport.BreakerOpened(epoch, "node-" + epoch, stamp(), breaker));
  }

  private void closed(String epoch, OpenBreaker breaker) {
    send(new IncidentReport.BreakerClosed(epoch, "node-" + epoch, stamp(), breaker.route()));
  }

  private void down(String epoch) {
    send(new IncidentReport.GroupDown(epoch, "node-" + epoch, stamp(), "gpt-4o"));
  }

  private void up(String epoch) {
    send(new IncidentReport.GroupUp(epoch, "node-" + epoch, stamp(), "gpt-4o"));
  }

  private void alive(String epoch, List<OpenBreaker> open) {
    send(new IncidentReport.NodeState(epoch, "node-" + epoch, stamp(), open, List.of(), null));
  }

  private void send(IncidentReport report) {
    incidents.pipeInput(report.recordKey(), EventJson.write(report), at(now));
  }

  /** As a node stamps its reports: each later than the one before. */
  private Instant stamp() {
    Instant stamp = at(now);
    last = stamp.isAfter(last) ? stamp : last.plusNanos(1);
    return last;
  }

  private static Instant at(long seconds) {
    return T0.plusSeconds(seconds);
  }

  private List<Alert> alerts() {
    return list(TOPICS.alerts());
  }

  private <V> List<V> list(Topic<V> topic) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), topic.values().deserializer())
        .readValuesToList();
  }

  private static OutageSummary outage(int openings, String... nodes) {
    return new OutageSummary(T0, openings, List.of(nodes));
  }

  private static OpenBreaker breaker(String deployment) {
    return new OpenBreaker(
        new Route("gpt-4o", deployment, "openai", "gpt-4o"),
        "server",
        T0.plus(Duration.ofMinutes(1)));
  }
}
