package dev.weir.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UsageTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long NO_LIMIT = Long.MAX_VALUE;
  private final Usage usage = new Usage(0);

  @Test
  void aimsAtTenSecondsOfWhatIsWanted_whenNothingIsKnown() {
    assertThat(usage.target(0, 70, NO_LIMIT, 0)).isEqualTo(700);
  }

  @Test
  void aimsAtTwoPercentOfTheLimitAtMost() {
    assertThat(usage.target(0, 70, 10_000, 0)).isEqualTo(200);
  }

  @Test
  void followsTheRateUpAndDown() {
    usage.beat(800, NO_LIMIT, SECOND);
    assertThat(usage.target(800, 0, NO_LIMIT, SECOND)).isEqualTo(4_000);
    usage.beat(1_600, NO_LIMIT, 2 * SECOND);
    assertThat(usage.target(1_600, 0, NO_LIMIT, 2 * SECOND)).isEqualTo(6_000);

    usage.beat(1_600, NO_LIMIT, 3 * SECOND);

    assertThat(usage.target(1_600, 0, NO_LIMIT, 3 * SECOND)).isEqualTo(3_000);
  }

  @Test
  void isLowAtHalfOfTheTarget() {
    usage.watermark(100);

    assertThat(usage.low(50)).isFalse();
    assertThat(usage.low(49)).isTrue();
  }

  @Test
  void isNeverLow_whereLittleIsLeft() {
    usage.tight = true;
    usage.watermark(100);

    assertThat(usage.low(0)).isFalse();
  }

  @Test
  void keepsWhatAMinuteTook_onceAMinute() {
    assertThat(usage.keep(40, 59 * SECOND)).isEqualTo(Long.MAX_VALUE);
    assertThat(usage.keep(40, 60 * SECOND)).isEqualTo(40);
    assertThat(usage.keep(40, 61 * SECOND)).isEqualTo(Long.MAX_VALUE);
    assertThat(usage.keep(40, 120 * SECOND)).isZero();
  }
}
