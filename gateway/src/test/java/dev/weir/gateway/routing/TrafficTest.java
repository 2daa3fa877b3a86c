package dev.weir.gateway.routing;

import static dev.weir.gateway.routing.Candidates.candidate;
import static dev.weir.gateway.routing.Candidates.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.core.BreakerTerms;
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
  private final Traffic traffic = new Traffic(() -> now, incidents::add);

  TrafficTest() {
    follow(A, B);
  }

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

  @Test
  void keepsWhatItKnowsOfADeploymentThatStays() {
    enter(A).failed(failure(Kind.AUTHENTICATION));
    answer(B, null);
    Pass running = enter(B);

    follow(A, B, candidate("g", "c"));

    assertThat(traffic.enter(A)).isInstanceOf(Entry.Closed.class);
    assertThat(traffic.latency(B, false, Choice.SHUFFLE)).isEqualTo(1e6);
    assertThat(traffic.usage(B)).isEqualTo(new Usage(2, 100));
    running.cancelled();
    assertThat(traffic.inFlight(B)).isZero();
  }

  @Test
  void tellsThatABreakerIsClosed_whenItsDeploymentIsGone() {
    enter(A).failed(failure(Kind.AUTHENTICATION));
    enter(B).failed(failure(Kind.AUTHENTICATION));
    Pass late = traffic.force(A);
    incidents.clear();

    follow(B);
    late.failed(failure(Kind.AUTHENTICATION));
    enter(A).failed(failure(Kind.AUTHENTICATION));

    assertThat(incidents).containsExactly(new Incident.BreakerClosed(A.deployment().route()));
    assertThat(traffic.healthy(A)).isTrue();
  }

  @Test
  void tellsOfAGroupThatALeavingDeploymentLeavesDown_andOfOneThatGetsAHealthyOne() {
    enter(A).failed(failure(Kind.AUTHENTICATION));
    incidents.clear();

    follow(A);
    follow(A, B);

    assertThat(incidents).containsExactly(new Incident.GroupDown("g"), new Incident.GroupUp("g"));
  }

  @Test
  void forgetsADeploymentThatLeadsElsewhereNow() {
    enter(A).failed(failure(Kind.AUTHENTICATION));

    follow(candidate("other", "a"), B);

    assertThat(enter(A)).isNotNull();
  }

  @Test
  void neverLeavesADeploymentAlone_onceItsTermsSaySo() {
    enter(A).failed(failure(Kind.AUTHENTICATION));

    follow(with(A, BreakerTerms.NEVER), B);

    assertThat(incidents).last().isEqualTo(new Incident.BreakerClosed(A.deployment().route()));
    assertThat(enter(A)).isNotNull();
  }

  private void follow(Candidate... candidates) {
    traffic.follow(new RoutingTable(List.of(candidates), Map.of()), Balancing.standard());
  }

  private static Candidate with(Candidate of, BreakerTerms breaker) {
    return new Candidate(
        of.deployment(),
        of.preference(),
        of.limits(),
        of.timeouts(),
        of.retries(),
        of.dropParams(),
        breaker,
        of.facts(),
        of.mock());
  }

  private Pass enter(Candidate candidate) {
    return ((Entry.Entered) traffic.enter(candidate)).pass();
  }

  private void answer(Candidate candidate, Duration firstToken) {
    enter(candidate).answered(Duration.ofMillis(40), firstToken, HUNDRED);
  }
}
