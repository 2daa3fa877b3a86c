package dev.weir.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Candidate.Timeouts;
import dev.weir.gateway.core.ClientRequest;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.provider.Deadlines;
import dev.weir.gateway.translate.Splicing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptDeadlinesTest {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofSeconds(120);
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void boundsAWholeAnswerByItsTimeout_andItsSilenceByNothingElse() {
    assertThat(whole(timeouts(null), null, LONG))
        .isEqualTo(new Deadlines(CONNECT, seconds(30), seconds(30)));
  }

  @Test
  void boundsAStreamByItsFirstContent_andThenByItsSilence() {
    assertThat(stream(timeouts(null), null, null, LONG))
        .isEqualTo(new Deadlines(CONNECT, seconds(20), seconds(7)));
  }

  @Test
  void takesTheShorterOfTheTwoNamesForAFirstToken() {
    assertThat(stream(timeouts(seconds(5)), null, null, LONG).answer()).isEqualTo(seconds(5));
    assertThat(stream(timeouts(seconds(25)), null, null, LONG).answer()).isEqualTo(seconds(20));
  }

  @Test
  void takesTheGatewaysIdleTimeout_whereTheDeploymentHasNone() {
    assertThat(stream(Timeouts.of(seconds(9)), null, null, LONG).idle()).isEqualTo(IDLE);
  }

  @Test
  void letsTheRequestReplaceWhatIsConfigured() {
    assertThat(whole(timeouts(null), seconds(90), LONG).answer()).isEqualTo(seconds(90));
    assertThat(stream(timeouts(seconds(5)), seconds(90), null, LONG).answer())
        .isEqualTo(seconds(90));
    assertThat(stream(timeouts(seconds(5)), seconds(90), seconds(40), LONG).answer())
        .isEqualTo(seconds(40));
  }

  @Test
  void neverPassesWhatIsLeftOfTheCall() {
    assertThat(whole(timeouts(null), seconds(90), seconds(2)).answer()).isEqualTo(seconds(2));
    assertThat(stream(timeouts(null), null, seconds(40), seconds(2)).answer())
        .isEqualTo(seconds(2));
  }

  private static Timeouts timeouts(@Nullable Duration firstToken) {
    return new Timeouts(seconds(30), seconds(20), firstToken, seconds(7));
  }

  private static Deadlines whole(Timeouts own, @Nullable Duration asked, Duration left) {
    return AttemptDeadlines.of(hop(own, false, left), Given.call(asked, null), CONNECT, IDLE);
  }

  private static Deadlines stream(
      Timeouts own, @Nullable Duration asked, @Nullable Duration askedOfStreams, Duration left) {
    return AttemptDeadlines.of(
        hop(own, true, left), Given.call(asked, askedOfStreams), CONNECT, IDLE);
  }

  private static Hop hop(Timeouts own, boolean stream, Duration left) {
    Candidate usual = Given.candidate("g", "d");
    var candidate =
        new Candidate(
            usual.deployment(),
            usual.preference(),
            usual.limits(),
            own,
            null,
            false,
            usual.breaker(),
            usual.facts(),
            null);
    var request = new ClientRequest(Protocol.OPENAI_CHAT, new byte[0], "g", stream, false, null, 1);
    return new Hop(
        candidate,
        request,
        1,
        TrailStep.Role.FIRST,
        0,
        0,
        Duration.ZERO,
        left,
        new Splicing.None());
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
