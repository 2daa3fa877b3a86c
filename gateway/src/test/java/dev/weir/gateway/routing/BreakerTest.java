package dev.weir.gateway.routing;

import static dev.weir.gateway.routing.Candidates.failure;
import static dev.weir.gateway.routing.Candidates.rateLimited;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.BreakerTerms;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.FailurePolicy;
import dev.weir.gateway.routing.Breaker.Change;
import dev.weir.gateway.routing.Breaker.Gate;
import dev.weir.gateway.routing.Breaker.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {
  private static final Duration FIVE = Duration.ofSeconds(5);
  private static final Duration TWO = Duration.ofSeconds(2);
  private static final Gate NORMAL = new Gate.Passable(Role.NORMAL);
  private static final Gate PROBE = new Gate.Passable(Role.PROBE);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Breaker breaker = new Breaker(BreakerTerms.STANDARD);

  /** What each kind of failure does: how many of them open it, and for how many seconds. */
  @ParameterizedTest
  @CsvSource({
    "AUTHENTICATION, 1",
    "PERMISSION, 1",
    "RATE_LIMITED, 1",
    "CONNECTION, 5",
    "TIMEOUT, 5",
    "SERVER, 5",
    "BROKEN_ANSWER, 5",
    "NOT_FOUND, 5",
  })
  void opensForTheCooldown_afterSoManyFailuresInARow(Kind kind, int failures) {
    for (int i = 1; i < failures; i++) {
      assertThat(fail(kind)).isEqualTo(new Change.None());
      assertThat(enter()).isEqualTo(NORMAL);
    }

    Change last = fail(kind);

    assertThat(last).isEqualTo(new Change.Opened(failure(kind).code(), now.plus(FIVE)));
    assertThat(enter()).isEqualTo(new Gate.Shut(FIVE));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"BAD_REQUEST", "CONTEXT_WINDOW", "CONTENT_POLICY", "SIMULATED"})
  void staysClosed_whenTheRequestIsAtFault(Kind kind) {
    for (int i = 0; i < 100; i++) {
      fail(kind);
    }

    assertThat(enter()).isEqualTo(NORMAL);
  }

  @Test
  void staysClosed_whileFailuresAreFewAmongMany() {
    for (int i = 0; i < 20; i++) {
      answer();
      answer();
      fail(Kind.SERVER);
    }

    assertThat(enter()).isEqualTo(NORMAL);
  }

  @Test
  void opensInABrownOut_whenHalfOfManyFail() {
    for (int i = 0; i < 5; i++) {
      assertThat(enter()).isEqualTo(NORMAL);
      answer();
      fail(Kind.SERVER);
    }

    assertThat(enter()).isEqualTo(new Gate.Shut(FIVE));
  }

  @Test
  void forgetsFailuresOfTenSecondsAgo() {
    for (int i = 0; i < 4; i++) {
      fail(Kind.SERVER);
    }
    answer();
    now = now.plusSeconds(10);
    fail(Kind.SERVER);

    assertThat(enter()).isEqualTo(NORMAL);
  }

  @Test
  void staysOpenAsLongAsTheProviderSays() {
    breaker.failed(rateLimited(30), Role.NORMAL, now);

    assertThat(enter()).isEqualTo(new Gate.Shut(Duration.ofSeconds(30)));
  }

  @Test
  void takesTheLaterOfTwoEnds() {
    breaker.failed(rateLimited(30), Role.NORMAL, now);
    Change shorter = breaker.failed(rateLimited(10), Role.NORMAL, now);
    Change longer = breaker.failed(rateLimited(60), Role.NORMAL, now);

    assertThat(shorter).isEqualTo(new Change.None());
    assertThat(longer).isEqualTo(new Change.Opened("rate_limited", now.plusSeconds(60)));
    assertThat(enter()).isEqualTo(new Gate.Shut(Duration.ofSeconds(60)));
  }

  @Test
  void letsOneProbeThrough_andCloses_whenItIsAnswered() {
    open();
    now = now.plus(FIVE);

    assertThat(enter()).isEqualTo(PROBE);
    assertThat(enter()).isEqualTo(new Gate.Shut(FIVE));
    assertThat(breaker.alive(Role.PROBE, now)).isEqualTo(new Change.Closed());
    assertThat(enter()).isEqualTo(NORMAL);
  }

  @Test
  void probesEveryTwoSeconds_whileItStaysBroken() {
    open();
    now = now.plus(FIVE);
    enter();
    Change failed = breaker.failed(failure(Kind.SERVER), Role.PROBE, now);

    assertThat(failed).isEqualTo(new Change.Opened("server", now.plus(TWO)));
    assertThat(enter()).isEqualTo(new Gate.Shut(TWO));
    now = now.plus(TWO);
    assertThat(enter()).isEqualTo(PROBE);
  }

  @Test
  void probesAgain_whenAProbeHangsOrIsCancelled() {
    open();
    now = now.plus(FIVE);
    enter();
    now = now.plus(FIVE);
    assertThat(enter()).isEqualTo(PROBE);
    breaker.probeCancelled(now);

    assertThat(enter()).isEqualTo(PROBE);
  }

  @Test
  void learnsNothingFromWhatWasSentBeforeItOpened() {
    open();

    assertThat(breaker.answered(Role.NORMAL, now)).isEqualTo(new Change.None());
    assertThat(breaker.failed(failure(Kind.SERVER), Role.NORMAL, now)).isEqualTo(new Change.None());
    assertThat(enter()).isEqualTo(new Gate.Shut(FIVE));
  }

  @Test
  void closes_whenAForcedCallIsAnswered() {
    open();

    assertThat(breaker.answered(Role.FORCED, now)).isEqualTo(new Change.Closed());
    assertThat(enter()).isEqualTo(NORMAL);
  }

  @Test
  void neverOpens_withoutACooldown() {
    breaker = new Breaker(BreakerTerms.NEVER);

    assertThat(fail(Kind.AUTHENTICATION)).isEqualTo(new Change.None());
    assertThat(enter()).isEqualTo(NORMAL);
  }

  @Test
  void followsAPolicyForAKind() {
    breaker =
        new Breaker(new BreakerTerms(FIVE, TWO, 0, FailurePolicy.of(Map.of(Kind.BAD_REQUEST, 1))));
    fail(Kind.BAD_REQUEST);
    assertThat(enter()).isEqualTo(NORMAL);
    fail(Kind.BAD_REQUEST);

    assertThat(enter()).isEqualTo(new Gate.Shut(FIVE));
  }

  @Test
  void restsALittleLongerThanTheNodeItLearnsFrom_whichProbesFirst() {
    Change change = breaker.learn(new BreakerNews("d", now, now.plus(FIVE), "server"));

    assertThat(change).isEqualTo(new Change.Opened("server", now.plusMillis(5_600)));
    assertThat(enter()).isEqualTo(new Gate.Shut(Duration.ofMillis(5_600)));
    assertThat(breaker.news("d")).isNull();
  }

  @Test
  void closes_whenAnotherNodesProbeWasAnswered() {
    open();
    BreakerNews own = breaker.news("d");
    Change change = breaker.learn(new BreakerNews("d", now.plusMillis(1), Instant.EPOCH, ""));

    assertThat(own).isEqualTo(new BreakerNews("d", now, now.plus(FIVE), "authentication"));
    assertThat(change).isEqualTo(new Change.Closed());
    assertThat(enter()).isEqualTo(NORMAL);
  }

  @Test
  void ignoresOlderNews_andKeepsTheLaterEnd() {
    breaker.failed(rateLimited(30), Role.NORMAL, now);
    breaker.learn(new BreakerNews("d", now.minusMillis(1), Instant.EPOCH, ""));
    breaker.learn(new BreakerNews("d", now.plusMillis(1), now.plus(TWO), "server"));

    assertThat(enter()).isEqualTo(new Gate.Shut(Duration.ofSeconds(30)));
  }

  private void open() {
    fail(Kind.AUTHENTICATION);
  }

  private Gate enter() {
    return breaker.enter(now);
  }

  private Change fail(Kind kind) {
    return breaker.failed(failure(kind), Role.NORMAL, now);
  }

  private void answer() {
    breaker.answered(Role.NORMAL, now);
  }
}
