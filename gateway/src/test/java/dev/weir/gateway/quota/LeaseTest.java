package dev.weir.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Budget;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.window.Window;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LeaseTest {
  private final Lease lease = lease("k", 1_000_000_000);

  private static Lease lease(String owner, long limit) {
    return new Lease(budget(owner, limit, 1), "w0", "key", 0);
  }

  private static Budget budget(String owner, long limit, long version) {
    var window = new BudgetWindow(BudgetLevel.KEY, owner, null, 0, Window.FOREVER);
    return new Budget(window, limit, version, owner);
  }

  @Test
  void takesNoMoreThanWasGranted() {
    lease.grant(10);

    assertThat(lease.take(6_000)).isTrue();
    assertThat(lease.take(4_001)).isFalse();
    assertThat(lease.take(4_000)).isTrue();
    assertThat(lease.take(1)).isFalse();
  }

  @Test
  void freesWhatAnAttemptDidNotCost() {
    lease.grant(10);
    lease.take(10_000);

    assertThat(lease.end(10_000, 3_500)).isZero();

    assertThat(lease.free()).isEqualTo(6_500);
    assertThat(lease.held()).isZero();
    assertThat(lease.spent()).isEqualTo(3_500);
  }

  @Test
  void paysBeyondAHoldFromTheFreePart() {
    lease.grant(10);
    lease.take(4_000);

    assertThat(lease.end(4_000, 9_000)).isZero();

    assertThat(lease.free()).isEqualTo(1_000);
    assertThat(lease.totalMicros()).isEqualTo(10);
  }

  @Test
  void growsByItself_whenAnAttemptCostsMoreThanThereIs() {
    lease.grant(10);
    lease.take(4_000);

    assertThat(lease.end(4_000, 12_300)).isEqualTo(2_300);

    assertThat(lease.totalMicros()).isEqualTo(13);
    assertThat(lease.free()).isEqualTo(700);
    assertThat(lease.spent()).isEqualTo(12_300);
  }

  @Test
  void keepsItsTotalWhole_whenItGivesBackWithAFractionSpent() {
    lease.grant(10);
    lease.take(10_000);
    lease.end(10_000, 3_500);

    lease.shed(0);

    assertThat(lease.totalMicros()).isEqualTo(4);
    assertThat(lease.total()).isEqualTo(4_000);
    assertThat(lease.free()).isEqualTo(500);
  }

  @Test
  void takesTheLimitOfTheHighestVersion() {
    assertThat(lease.update(budget("k", 500, 3))).isTrue();
    assertThat(lease.update(budget("k", 900, 2))).isFalse();

    assertThat(lease.terms().limitNanoUsd()).isEqualTo(500);
  }

  @Test
  void putsWhatIsFreeOutOfUse_whenTheLimitIsCut() {
    lease.grant(10);
    lease.take(2_000);

    lease.update(budget("k", 1_000, 2));

    assertThat(lease.free()).isZero();
    assertThat(lease.totalMicros()).isEqualTo(2);
  }

  @Test
  void retiresOnlyWhenNothingIsHeldOrFree() {
    lease.grant(1);
    assertThat(lease.retire()).isFalse();
    lease.take(1_000);
    assertThat(lease.retire()).isFalse();
    lease.end(1_000, 1_000);

    assertThat(lease.retire()).isTrue();

    assertThat(lease.take(0)).isFalse();
    assertThat(lease.retired()).isTrue();
  }

  /** All or none over two leases, grants and give-backs meanwhile: the sums fit to the nano. */
  @Test
  void neverOverAdmits_with64Threads() throws Exception {
    Lease one = lease("one", Long.MAX_VALUE);
    Lease two = lease("two", Long.MAX_VALUE);
    long granted = 5_000_000;
    one.grant(granted);
    two.grant(granted / 2);
    AtomicLong cost = new AtomicLong();
    CountDownLatch start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          IntStream.range(0, 64)
              .<Future<?>>mapToObj(i -> threads.submit(() -> spend(one, two, cost, start)))
              .toList();
      start.countDown();
      for (int i = 0; i < 1_000; i++) {
        one.shed(1_000_000);
        one.grant(granted - one.totalMicros());
      }
      for (Future<?> thread : all) {
        thread.get();
      }
    }

    assertThat(one.spent()).isEqualTo(cost.get());
    assertThat(two.spent()).isEqualTo(cost.get());
    assertThat(cost.get()).isBetween(2_400_000_000L, 2_500_000_000L);
    assertThat(one.held() + two.held()).isZero();
    assertThat(one.free() + one.spent()).isEqualTo(one.total());
    assertThat(two.free() + two.spent()).isEqualTo(two.total()).isEqualTo(2_500_000_000L);
  }

  private static void spend(Lease one, Lease two, AtomicLong cost, CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    while (two.total() - two.spent() > 50_000_000) {
      long nano = 1 + random.nextInt(100_000);
      if (!one.take(nano)) {
        continue;
      }
      if (!two.take(nano)) {
        one.end(nano, 0);
        continue;
      }
      long actual = random.nextLong(nano + 1);
      one.end(nano, actual);
      two.end(nano, actual);
      cost.addAndGet(actual);
    }
  }
}
