package dev.weir.accounting.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetTotalTest {
  private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
  private static final long LIMIT = 1_000_000;

  private BudgetTotal total = BudgetTotal.NONE;
  private BudgetWindow window = window(MIDNIGHT);

  private static BudgetWindow window(@Nullable Instant end) {
    return new BudgetWindow(
        BudgetLevel.KEY, "k1", "1d", 0, new Window(MIDNIGHT.minus(Duration.ofDays(1)), end));
  }

  private List<Alert> charge(int minute, long nanoUsd, long limit, @Nullable Long soft) {
    var charge =
        new Fact.Charged(
            T0.plus(Duration.ofMinutes(minute)), window, "alias", "team", nanoUsd, limit, soft);
    BudgetTotal.Crossing crossing = total.plus(charge, List.of(100), Duration.ofHours(6));
    total = crossing.total();
    return crossing.alerts();
  }

  private List<Alert> charges(int from, int to, long eachMinute) {
    List<Alert> alerts = new ArrayList<>();
    for (int minute = from; minute <= to; minute++) {
      alerts.addAll(charge(minute, eachMinute, LIMIT, null));
    }
    return alerts;
  }

  @Test
  void foretellsOnceWhenABudgetIsExhausted() {
    List<Alert> alerts = charges(0, 60, 4_000);

    assertThat(alerts)
        .containsExactly(
            new Alert.BudgetForecast(
                T0.plus(Duration.ofMinutes(10)),
                window,
                "alias",
                "team",
                44_000,
                LIMIT,
                264_000,
                T0.plus(Duration.ofMinutes(10)).plusSeconds(13_036)));
  }

  @Test
  void foretellsNothingBeyondTheHorizon() {
    assertThat(charges(0, 60, 2_000)).isEmpty();
  }

  @Test
  void foretellsNothingThatComesAfterTheWindowsEnd() {
    window = window(T0.plus(Duration.ofHours(3)));

    assertThat(charges(0, 30, 4_000)).isEmpty();
  }

  @Test
  void foretellsForABudgetThatNeverEnds() {
    window = window(null);

    assertThat(charges(0, 30, 4_000)).hasSize(1);
  }

  @Test
  void measuresWhatWasSpentOfLate_notBefore() {
    assertThat(charges(0, 60, 1_000)).isEmpty();
    assertThat(charges(61, 90, 1_000)).isEmpty();

    List<Alert> alerts = charges(91, 140, 8_000);

    assertThat(alerts).hasSize(1);
    Alert.BudgetForecast forecast = (Alert.BudgetForecast) alerts.getFirst();
    assertThat(forecast.nanoUsdPerHour()).isBetween(60_000L, 480_000L);
  }

  @Test
  void tellsOnceThatASoftBudgetIsPassed_andCountsItWithTheBudget() {
    assertThat(charge(0, 400, LIMIT, null)).isEmpty();
    assertThat(charge(0, 99, LIMIT, 500L)).isEmpty();

    List<Alert> alerts = charge(0, 1, LIMIT, 500L);

    assertThat(alerts)
        .containsExactly(new Alert.SoftBudgetCrossed(T0, window, "alias", "team", 500, 500));
    assertThat(charge(0, 1, LIMIT, 500L)).isEmpty();
  }

  @Test
  void aSoftBudgetAloneHasNoThresholdsAndNoForecast() {
    assertThat(charge(0, 1_000, 0, 5_000L)).isEmpty();
    assertThat(charge(20, 1_000, 0, 5_000L)).isEmpty();
    assertThat(charge(40, 3_000, 0, 5_000L))
        .containsExactly(
            new Alert.SoftBudgetCrossed(
                T0.plus(Duration.ofMinutes(40)), window, "alias", "team", 5_000, 5_000));
  }
}
