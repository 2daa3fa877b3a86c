package dev.weir.gateway.quota.rate;

import static dev.weir.gateway.quota.rate.TestNodes.parallel;
import static dev.weir.gateway.quota.rate.TestNodes.requests;
import static dev.weir.gateway.quota.rate.TestNodes.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateHold;
import dev.weir.gateway.core.RateLimit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nodes admit, on virtual time and with a twin of the scripts. */
final class RatesTest {
  private final TestNodes two = new TestNodes(2, RateSettings.DEFAULT).settled();

  @Test
  void admitsAsManyAsTheLimit_whereverTheyCome() {
    for (int i = 0; i < 3; i++) {
      two.admitted(i % 2, 0, requests(3));
    }

    assertThat(two.limited(0, 0, requests(3)).by().remaining()).isZero();
    assertThat(two.limited(1, 0, requests(3)).by().limit()).isEqualTo(requests(3));
  }

  /** A grant in bucket [t, t + 1 s) counts for 60.5 s more. */
  @Test
  void tellsExactlyWhenTheNextIsAdmitted() {
    two.admitted(0, 0, requests(1));
    Duration wait = two.limited(1, 0, requests(1)).retryAfter();

    two.pass(wait.minusMillis(1));
    assertThat(two.limited(1, 0, requests(1)).retryAfter()).isEqualTo(Duration.ofMillis(1));
    two.pass(Duration.ofMillis(1));
    two.admitted(1, 0, requests(1));
    assertThat(wait).isBetween(Duration.ofMillis(60_500), Duration.ofMillis(61_500));
  }

  @Test
  void refusesWithoutAskingAgain_whenRedisHasJustSaidNo() {
    two.admitted(0, 0, requests(1));
    two.limited(0, 0, requests(1));
    int calls = two.stores.getFirst().calls;

    two.limited(0, 0, requests(1));

    assertThat(two.stores.getFirst().calls).isEqualTo(calls);
  }

  @Test
  void countsACallThatFailed_andNotOneThatWasNeverMade() {
    two.admitted(0, 0, requests(1)).release();
    two.admitted(0, 0, requests(1)).settle(0);

    two.limited(0, 0, requests(1));
  }

  @Test
  void takesAllOrNothing() {
    RateLimit closed = new RateLimit(RateLimit.Scope.TEAM, "t", RateLimit.Unit.REQUESTS, 0);

    RateAdmission.Limited limited = two.limited(0, 0, requests(1), closed);

    assertThat(limited.by().limit()).isEqualTo(closed);
    two.admitted(0, 0, requests(1));
  }

  @Test
  void givesBackWhatACallDidNotUse() {
    RateHold hold = two.admitted(0, 130, tokens(130));
    hold.settle(120);

    RateAdmission.Limited limited = two.limited(0, 130, tokens(130));
    two.stepAll();
    two.admitted(1, 10, tokens(130));

    assertThat(limited.by().remaining()).isEqualTo(10);
  }

  @Test
  void chargesWhatACallUsedBeyondItsEstimate() {
    two.admitted(0, 10, tokens(100)).settle(95);

    assertThat(two.limited(0, 10, tokens(100)).by().remaining()).isEqualTo(5);
  }

  @Test
  void admitsACallLargerThanTheLimit_alone() {
    RateHold hold = two.admitted(0, 1_000_000, tokens(100));

    two.limited(1, 1, tokens(100));
    hold.settle(50);
    two.stepAll();
    two.pass(Duration.ofMillis(200));
    two.admitted(1, 1, tokens(100));
  }

  @Test
  void doesNotUseAGrantAfterHalfASecond() {
    RateRequest request = two.nodes.getFirst().request(List.of(requests(5)), 0);
    assertThat(request.poll()).isNull();
    two.stepAll();
    two.pass(Duration.ofMillis(500));

    assertThat(request.poll()).isNull();
  }

  @Test
  void holdsPermitsWhileCallsRun() {
    RateHold first = two.admitted(0, 0, parallel(2));
    two.admitted(1, 0, parallel(2));
    two.limited(0, 0, parallel(2));

    first.settle(0);

    two.admitted(0, 0, parallel(2));
  }

  @Test
  void givesAPermitToAnotherNode_onceACallEnds() {
    RateHold first = two.admitted(0, 0, parallel(1));
    first.release();
    two.stepAll();

    two.admitted(1, 0, parallel(1));
  }

  @Test
  void freesThePermitsOfADeadNode_after10Seconds() {
    two.admitted(0, 0, parallel(1));
    two.pass(Duration.ofSeconds(9));
    two.limited(1, 0, parallel(1));
    two.pass(Duration.ofSeconds(2));

    two.admitted(1, 0, parallel(1));
  }

  @Test
  void endsAHoldOnce() {
    RateHold hold = two.admitted(0, 0, requests(1));
    hold.release();

    assertThatThrownBy(() -> hold.settle(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellsHowALimitStands() {
    RateHold hold = two.admitted(0, 0, requests(5));
    two.admitted(1, 0, requests(5));

    RateFigures figures = hold.figures().getFirst();
    assertThat(figures.remaining()).isEqualTo(4);
    assertThat(figures.reset()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));
    assertThat(two.admitted(0, 0, requests(5)).figures().getFirst().remaining()).isEqualTo(2);
  }

  @Test
  void servesFromItsOwnShare_whenRedisIsAway() {
    two.admitted(0, 0, requests(10));
    two.stores.forEach(it -> it.down = true);
    two.stores.forEach(it -> it.fault = TwinStore.Fault.LOSE_CALL);
    two.pass(Duration.ofSeconds(2));
    two.stepAll();
    two.pass(Duration.ofSeconds(2));
    two.stepAll();

    for (int i = 0; i < 4; i++) {
      two.admitted(0, 0, requests(10));
    }

    two.limited(0, 0, requests(10));
  }

  @Test
  void tellsRedisAfterwardsWhatItUsedAlone() {
    servesFromItsOwnShare_whenRedisIsAway();
    two.stores.forEach(it -> it.down = false);
    two.stepAll();
    two.stepAll();

    for (int i = 0; i < 5; i++) {
      two.admitted(1, 0, requests(10));
    }

    two.limited(1, 0, requests(10));
  }

  @Test
  void tellsANewLifeWhatItUsed() {
    for (int i = 0; i < 8; i++) {
      two.admitted(0, 0, requests(10));
    }
    two.redis.loseData();
    two.pass(Duration.ofSeconds(1));
    two.stepAll();
    two.stepAll();
    two.pass(Duration.ofSeconds(4));
    two.stepAll();

    two.admitted(1, 0, requests(10));
    two.admitted(1, 0, requests(10));
    two.limited(1, 0, requests(10));
  }

  @Test
  void countsWithoutALimit() {
    RateLimit counted = requests(RateLimit.UNLIMITED);
    two.admitted(0, 0, counted);
    two.admitted(1, 0, counted);
    two.pass(Duration.ofSeconds(1));
    two.stepAll();
    two.pass(Duration.ofSeconds(1));
    two.stepAll();

    assertThat(RateLimit.UNLIMITED - two.nodes.get(1).figures(counted).remaining()).isEqualTo(2);
  }
}
