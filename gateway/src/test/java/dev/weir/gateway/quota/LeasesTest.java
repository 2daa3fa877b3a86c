package dev.weir.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.core.Admission;
import dev.weir.gateway.core.Admission.Admitted;
import dev.weir.gateway.core.Admission.Busy;
import dev.weir.gateway.core.Admission.Exhausted;
import dev.weir.gateway.core.Admission.Unavailable;
import dev.weir.gateway.core.Budget;
import dev.weir.gateway.core.Hold;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.redis.RedisKeys;
import dev.weir.schemas.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LeasesTest {
  private static final Duration BEAT = Duration.ofMillis(1_001);
  private final TestClock clock = new TestClock();
  private final FakeStore store = new FakeStore();
  private final List<Long> overages = new ArrayList<>();
  private final Budget key = budget(BudgetLevel.KEY, "k", Window.FOREVER, 1_000_000, 1);
  private final Budget team = budget(BudgetLevel.TEAM, "t", Window.FOREVER, 1_000_000, 1);
  private boolean opened = true;
  private final Leases leases = leases(LeaseSettings.DEFAULT);

  private Leases leases(LeaseSettings settings) {
    return new Leases(
        store,
        new RedisKeys(""),
        () -> opened,
        settings,
        (budget, nano) -> overages.add(nano),
        clock,
        clock::nanos);
  }

  private static Budget budget(
      BudgetLevel level, String owner, Window window, long limit, long version) {
    String duration = window.end() == null ? null : "1h";
    return new Budget(new BudgetWindow(level, owner, duration, 0, window), limit, version, owner);
  }

  @BeforeEach
  void connect() {
    leases.step();
  }

  private Admission afterOneRound(long nano, Budget... budgets) {
    Request request = leases.request(List.of(budgets), nano);
    Admission first = request.poll();
    if (first != null) {
      return first;
    }
    leases.step();
    Admission second = request.poll();
    request.end();
    return second;
  }

  private Hold held(long nano, Budget... budgets) {
    assertThat(afterOneRound(nano, budgets)).isInstanceOf(Admitted.class);
    Admission again = leases.request(List.of(budgets), 0).poll();
    assertThat(again).isInstanceOf(Admitted.class);
    return ((Admitted) leases.request(List.of(budgets), 0).poll()).hold();
  }

  @Test
  void admitsAtOnce_whereNoBudgetIsConcerned() {
    store.down = true;

    assertThat(leases.admit(List.of(), 5)).isInstanceOf(Admitted.class);
  }

  @Test
  void asksForAllLeasesThatAreShort_inOneRound() {
    Admission admission = afterOneRound(3_000, key, team);

    assertThat(admission).isInstanceOf(Admitted.class);
    assertThat(((Admitted) admission).hold().parts()).hasSize(2);
    assertThat(store.asks).hasSize(2);
    assertThat(store.last().least()).isEqualTo(3);
    assertThat(store.last().want()).isEqualTo(20);
  }

  @Test
  void admitsInMemory_whileTheLeaseLasts() {
    afterOneRound(3_000, key);
    store.down = true;

    assertThat(leases.request(List.of(key), 17_000).poll()).isInstanceOf(Admitted.class);
    assertThat(store.asks).hasSize(1);
  }

  @Test
  void refillsBeforeTheLeaseIsEmpty() {
    afterOneRound(3_000, key);
    leases.request(List.of(key), 8_000).poll();

    leases.step();

    assertThat(store.last().total()).isEqualTo(20);
    assertThat(store.last().need()).isZero();
    assertThat(store.last().want()).isEqualTo(11);
  }

  @Test
  void takesNothing_whereOneBudgetRefuses() {
    afterOneRound(3_000, key);
    store.answer = ask -> FakeStore.nothing(999);

    assertThat(afterOneRound(2_000, key, team)).isInstanceOf(Exhausted.class);

    assertThat(leases.state().heldNanoUsd()).isEqualTo(3_000);
  }

  @Test
  void isExhausted_whenSpentAndEstimateAreOverTheLimit() {
    store.answer = ask -> FakeStore.nothing(998);

    assertThat(afterOneRound(2_001, key))
        .isEqualTo(new Exhausted(key, 998_000, 999_002_000, 2_001));
  }

  @Test
  void isExhaustedWithoutAsking_whenTheEstimateAloneIsOverTheLimit() {
    assertThat(leases.request(List.of(key), 1_000_001).poll()).isInstanceOf(Exhausted.class);
    assertThat(store.asks).isEmpty();
  }

  @Test
  void isExhausted_whereTheLimitIsZero_evenForNothing() {
    Budget none = budget(BudgetLevel.KEY, "none", Window.FOREVER, 0, 1);

    assertThat(leases.request(List.of(none), 0).poll()).isInstanceOf(Exhausted.class);
  }

  @Test
  void doesNotAskAgainForASecond_onceExhausted() {
    store.answer = ask -> FakeStore.nothing(1_000);
    afterOneRound(2_000, key);

    assertThat(leases.request(List.of(key), 2_000).poll()).isInstanceOf(Exhausted.class);
    assertThat(store.asks).hasSize(1);

    clock.pass(BEAT);
    assertThat(leases.request(List.of(key), 2_000).poll()).isNull();
  }

  @Test
  void isBusyAfterTheWait_whenOnlyHoldsAreInTheWay() {
    store.answer = ask -> FakeStore.nothing(0);
    Request request = leases.request(List.of(key), 2_000);
    assertThat(request.poll()).isNull();
    leases.step();
    clock.pass(Duration.ofMillis(1_999));
    assertThat(request.poll()).isNull();

    clock.pass(Duration.ofMillis(1));

    assertThat(request.poll()).isEqualTo(new Busy(key, Duration.ofSeconds(2)));
    assertThat(leases.state().waiting()).isZero();
  }

  @Test
  void isBusyAtOnce_whenTooManyWait() {
    Leases few = leases(new LeaseSettings(Duration.ofSeconds(2), 1));
    few.step();
    assertThat(few.request(List.of(key), 1_000).poll()).isNull();

    assertThat(few.request(List.of(key), 1_000).poll()).isInstanceOf(Busy.class);
  }

  @Test
  void servesAWaiter_whenAnotherAttemptEnds() {
    afterOneRound(3_000, key);
    Hold all = ((Admitted) leases.request(List.of(key), 17_000).poll()).hold();
    store.answer = ask -> FakeStore.nothing(0);
    Request waiting = leases.request(List.of(key), 10_000);
    assertThat(waiting.poll()).isNull();

    all.settle(5_000);

    assertThat(waiting.poll()).isInstanceOf(Admitted.class);
  }

  @Test
  void givesBackWhatServesNobody_inTheCallThatAsksAnew() {
    afterOneRound(3_000, key);
    store.answer = ask -> FakeStore.nothing(0);
    Request waiting = leases.request(List.of(key), 20_000);
    waiting.poll();
    leases.step();
    assertThat(store.last().total()).isEqualTo(20);

    leases.step();

    assertThat(store.last().total()).isEqualTo(3);
    assertThat(store.last().least()).isEqualTo(20);
  }

  @Test
  void isUnavailableAtOnce_withoutLeaseAndRedis() {
    store.down = true;
    leases.step();

    assertThat(leases.request(List.of(key), 1).poll())
        .isEqualTo(new Unavailable(key, "Redis does not answer"));
  }

  @Test
  void isUnavailable_whileRedisIsBeingRebuilt() {
    store.phase = TagLife.Phase.FILLING;
    clock.pass(BEAT);
    leases.step();

    assertThat(leases.request(List.of(key), 1).poll())
        .isEqualTo(new Unavailable(key, "budget data in Redis is being rebuilt"));
    assertThat(leases.state().ready()).isFalse();
  }

  @Test
  void asksForNothing_beforeItsEpochIsOpenedInTheLog() {
    opened = false;
    Leases early = leases(LeaseSettings.DEFAULT);
    early.step();

    assertThat(early.request(List.of(key), 1).poll()).isInstanceOf(Unavailable.class);
    assertThat(store.asks).isEmpty();

    opened = true;
    early.step();
    assertThat(early.request(List.of(key), 1).poll()).isNull();
  }

  @Test
  void tellsItsTotalAgain_afterALostAnswer_andCountsNothingOfIt() {
    store.loseNextAnswer = true;
    Request request = leases.request(List.of(key), 3_000);
    request.poll();
    leases.step();
    assertThat(request.poll()).isNull();

    leases.step();

    assertThat(store.last().total()).isZero();
    assertThat(store.last().seq()).isEqualTo(2);
    assertThat(request.poll()).isInstanceOf(Admitted.class);
    assertThat(leases.state().totalNanoUsd()).isEqualTo(20_000);
  }

  @Test
  void announcesEveryTotal_toANewLife_beforeItAsksForMore() {
    afterOneRound(3_000, key);
    store.life = "life-2";
    Request request = leases.request(List.of(key), 30_000);
    request.poll();
    leases.step();
    assertThat(request.poll()).isInstanceOf(Unavailable.class);

    leases.step();

    assertThat(store.last())
        .extracting(Ask::life, Ask::total, Ask::want)
        .containsExactly("life-2", 20L, 0L);
    assertThat(store.announcements.stream().filter(a -> a.startsWith("life-2"))).hasSize(16);
  }

  @Test
  void givesBackWhatOthersWant_atTheNextBeat() {
    afterOneRound(3_000, key);
    store.wanted = Set.of(store.last().key());
    clock.pass(BEAT);

    leases.step();

    assertThat(store.last().total()).isEqualTo(3);
    assertThat(store.last().want()).isZero();
  }

  @Test
  void givesBackAnIdleLease_afterAMinuteOrTwo() {
    afterOneRound(3_000, key);

    for (int second = 0; second <= 121; second++) {
      clock.pass(BEAT);
      leases.step();
    }

    assertThat(store.told.values()).containsExactly(3L);
  }

  @Test
  void givesBackAtOnce_whenTheLimitIsCut() {
    afterOneRound(3_000, key);
    Budget cut = new Budget(key.window(), 4_000, 2, key.name());

    assertThat(leases.request(List.of(cut), 2_000).poll()).isNull();
    leases.step();

    assertThat(store.last().total()).isEqualTo(3);
    assertThat(store.last().limit()).isEqualTo(4);
  }

  @Test
  void countsWhatPassesTheLease_andTellsIt() {
    held(20_000, key).settle(2_500);
    leases.step();

    assertThat(overages).containsExactly(2_500L);
    assertThat(store.last().total()).isEqualTo(23);
  }

  @Test
  void endsAHoldOnce() {
    Hold hold = held(1_000, key);
    hold.release();

    assertThatThrownBy(() -> hold.settle(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(hold::release).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void forgetsAWindow_onceRedisAgreesThatItIsOver() {
    Window hour = new Window(clock.instant(), clock.instant().plus(Duration.ofHours(1)));
    afterOneRound(3_000, budget(BudgetLevel.KEY, "hourly", hour, 1_000_000, 1));
    leases.all().forEach(lease -> lease.end(3_000, 1_000));
    store.answer = ask -> new Reply.Noted(Reply.Phase.OVER, 0, 0, 0, 0, false);
    clock.pass(Duration.ofMinutes(62));

    leases.step();
    assertThat(store.told.values()).containsExactly(1L);
    clock.pass(BEAT);
    leases.step();

    assertThat(leases.all()).isEmpty();
  }

  @Test
  void isGrantedNothingAnyMore_onceItsEpochWasEnded() {
    store.answer = ask -> new Reply.Ended();

    assertThat(afterOneRound(3_000, key))
        .isEqualTo(new Unavailable(key, "this node's epoch was ended by another"));
    assertThat(leases.step()).isPositive();
    assertThat(store.asks).hasSize(1);
  }

  @Test
  void usesNothingOfItsLeases_onceABeatTellsThatItsEpochWasEnded() {
    afterOneRound(3_000, key);
    store.phase = TagLife.Phase.ENDED;
    clock.pass(BEAT);

    leases.step();

    assertThat(leases.request(List.of(key), 1_000).poll()).isInstanceOf(Unavailable.class);
    assertThat(leases.state().trouble()).isEqualTo("this node's epoch was ended by another");
  }

  @Test
  void givesEverythingBack_whenItStops() {
    afterOneRound(3_000, key);

    leases.giveAllBack();

    assertThat(store.told.values()).containsExactly(3L);
    assertThat(leases.request(List.of(key), 1).poll()).isInstanceOf(Unavailable.class);
  }

  @Test
  void letsAWaitingThreadGoOn_whenTheWorkerHasALease() throws InterruptedException {
    var answered = new ArrayList<Admission>();
    Thread caller = Thread.ofVirtual().start(() -> answered.add(leases.admit(List.of(key), 3_000)));
    while (leases.state().waiting() == 0) {
      Thread.onSpinWait();
    }

    leases.step();

    caller.join();
    assertThat(answered.getFirst()).isInstanceOf(Admitted.class);
  }
}
