package dev.weir.gateway.routing;

import static dev.weir.gateway.routing.Candidates.candidate;
import static dev.weir.gateway.routing.Candidates.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Incident;
import dev.weir.schemas.config.Balancing;
import dev.weir.schemas.config.Balancing.Choice;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final Candidate A = candidate("g", "a");
  private static final Candidate B = candidate("g", "b");
  private static final Tokens HUNDRED = new Tokens(60, 0, 0, 0, 40, 0);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<Incident> incidents = new ArrayList<>();
  private final Traffic traffic =
      new Traffic(
          new RoutingTable(List.of(A, B), Map.of()),
          Balancing.standard(),
          () -> now,
          incidents::add);

  @Test
  void countsWhatIsOnItsWay_untilThePassEnds() {
    Pass one = enter(A);
    Pass two = enter(A);
    assertThat(traffic.inFlight(A)).isEqualTo(2);

    one.failed(failure(Kind.SERVER));
    two.close();

    assertThat(traffic.inFlight(A)).isZero();
    assertThat(traffic.inFlight(B)).isZero();
  }

  @Test
  void endsAPassOnce() {
    Pass pass = enter(A);
    pass.cancelled();
    pass.close();

    assertThatThrownBy(pass::cancelled).isInstanceOf(IllegalStateException.class);
    assertThat(traffic.inFlight(A)).isZero();
  }

  @Test
  void countsTheLastMinute() {
    answer(A, null);
    now = now.plusSeconds(30);
    answer(A, null);

    assertThat(traffic.usage(A)).isEqualTo(new Usage(2, 200));
    now = now.plusSeconds(30);
    assertThat(traffic.usage(A)).isEqualTo(new Usage(1, 100));
  }

  @Test
  void measuresWholeAnswersPerToken_andStreamsToTheFirstContent() {
    answer(A, null);
    answer(A, Duration.ofMillis(7));

    assertThat(traffic.latency(A, false, Choice.SHUFFLE)).isEqualTo(1e6);
    assertThat(traffic.latency(A, true, Choice.SHUFFLE)).isEqualTo(7e6);
  }

  @Test
  void isInfinitelySlow_afterSilence_untilItAnswers() {
    enter(A).failed(failure(Kind.TIMEOUT));
    assertThat(traffic.latency(A, false, Choice.SHUFFLE)).isInfinite();

    answer(A, null);

    assertThat(traffic.latency(A, false, Choice.SHUFFLE)).isEqualTo(1e6);
  }

  @Test
  void reportsBreakers_andAGroupOfWhichNobodyIsLeft() {
    enter(A).failed(failure(Kind.AUTHENTICATION));
    enter(B).failed(failure(Kind.AUTHENTICATION));
    traffic.force(A).answered(Duration.ofMillis(40), null, HUNDRED);

    Instant until = now.plusSeconds(5);
    assertThat(incidents)
        .containsExactly(
            new Incident.BreakerOpened(A.deployment().route(), "authentication", until),
            new Incident.BreakerOpened(B.deployment().route(), "authentication", until),
            new Incident.GroupDown("g"),
            new Incident.BreakerClosed(A.deployment().route()),
            new Incident.GroupUp("g"));
    assertThat(traffic.enter(B))
        .isEqualTo(new Entry.Closed(SkipReason.OPEN, Duration.ofSeconds(5)));
  }

  private Pass enter(Candidate candidate) {
    return ((Entry.Entered) traffic.enter(candidate)).pass();
  }

  private void answer(Candidate candidate, Duration firstToken) {
    enter(candidate).answered(Duration.ofMillis(40), firstToken, HUNDRED);
  }
}
