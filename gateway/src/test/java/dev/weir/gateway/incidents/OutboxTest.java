package dev.weir.gateway.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Incident;
import dev.weir.schemas.events.HangingAttempts;
import dev.weir.schemas.events.IncidentReport;
import dev.weir.schemas.events.OpenBreaker;
import dev.weir.schemas.events.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant UNTIL = AT.plusSeconds(30);
  private static final Route FIRST = route("d-1");
  private static final Route SECOND = route("d-2");

  private final List<HangingAttempts> hanging = new ArrayList<>();
  private final Outbox outbox = new Outbox("e1", "gw-1", () -> AT, () -> hanging);

  @Test
  void beginsWithTheTruthOfTheNode() {
    assertThat(outbox.take()).containsExactly(state(AT, List.of(), List.of()));
  }

  @Test
  void givesWhatWasReported_stampedInOrderThoughTheClockStands() {
    outbox.take();
    outbox.report(opened(FIRST));
    outbox.report(new Incident.BreakerClosed(FIRST));

    List<IncidentReport> taken = outbox.take();

    assertThat(taken)
        .containsExactly(
            new IncidentReport.BreakerOpened("e1", "gw-1", AT.plusNanos(1), breaker(FIRST)),
            new IncidentReport.BreakerClosed("e1", "gw-1", AT.plusNanos(2), FIRST));
  }

  @Test
  void givesTheTruth_whenNothingWaits() {
    outbox.take();
    outbox.report(opened(FIRST));
    outbox.report(opened(SECOND));
    outbox.report(new Incident.GroupDown("gpt-4o"));
    outbox.report(new Incident.BreakerClosed(FIRST));
    outbox.take();

    List<IncidentReport> taken = outbox.take();

    assertThat(taken)
        .containsExactly(state(AT.plusNanos(5), List.of(breaker(SECOND)), List.of("gpt-4o")));
  }

  @Test
  void putsAGroupBeforeTheBreakerThatEndedIt() {
    outbox.take();
    outbox.report(opened(FIRST));
    outbox.report(opened(SECOND));
    outbox.report(new Incident.GroupDown("gpt-4o"));

    List<IncidentReport> taken = outbox.take();

    assertThat(taken).extracting(IncidentReport::recordKey).containsExactly("d-1", "gpt-4o", "d-2");
    assertThat(taken).extracting(IncidentReport::at).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void countsWhatFindsNoRoom_andTellsTheTruthAfterWhatDid() {
    for (int i = 0; i < Outbox.CAPACITY; i++) {
      outbox.report(opened(FIRST));
    }
    outbox.report(new Incident.BreakerClosed(FIRST));

    List<IncidentReport> taken = outbox.take();

    assertThat(outbox.dropped()).isEqualTo(1);
    assertThat(taken).hasSize(Outbox.CAPACITY + 1);
    assertThat(taken.getLast())
        .isEqualTo(state(AT.plusNanos(Outbox.CAPACITY), List.of(), List.of()));
  }

  @Test
  void takesBackAllItSaid_whenTheNodeStops() {
    outbox.take();
    outbox.report(opened(FIRST));

    List<IncidentReport> taken = outbox.takeLast();

    assertThat(taken)
        .containsExactly(
            new IncidentReport.BreakerOpened("e1", "gw-1", AT.plusNanos(1), breaker(FIRST)),
            state(AT.plusNanos(2), List.of(), List.of()));
  }

  @Test
  void tellsWhatHangs_whenItTellsTheWholeTruth() {
    var stuck = new HangingAttempts(FIRST, 3, AT.minusSeconds(900), "c1");
    hanging.add(stuck);

    assertThat(outbox.take())
        .containsExactly(
            new IncidentReport.NodeState("e1", "gw-1", AT, List.of(), List.of(), List.of(stuck)));
  }

  private static IncidentReport state(Instant at, List<OpenBreaker> open, List<String> down) {
    return new IncidentReport.NodeState("e1", "gw-1", at, open, down, null);
  }

  private static Incident opened(Route route) {
    return new Incident.BreakerOpened(route, "server", UNTIL);
  }

  private static OpenBreaker breaker(Route route) {
    return new OpenBreaker(route, "server", UNTIL);
  }

  private static Route route(String deployment) {
    return new Route("gpt-4o", deployment, "openai", "gpt-4o");
  }
}
