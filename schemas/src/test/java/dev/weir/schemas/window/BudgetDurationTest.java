package dev.weir.schemas.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetDurationTest {
  @ParameterizedTest
  @CsvSource({
    "30s, 2026-11-22T10:00:00Z, 2026-11-22T10:00:30Z",
    "5m, 2026-11-22T10:00:00Z, 2026-11-22T10:05:00Z",
    "1h, 2026-11-22T10:00:00Z, 2026-11-22T11:00:00Z",
    "24h, 2026-11-22T00:00:00Z, 2026-11-23T00:00:00Z",
    "1d, 2026-11-22T00:00:00Z, 2026-11-23T00:00:00Z",
    "7d, 2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
    "1w, 2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
    "30d, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
    "1mo, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
    "3mo, 2026-10-01T00:00:00Z, 2027-01-01T00:00:00Z"
  })
  void windowIsTheCalendarPeriodThatHoldsTheInstant(String text, Instant start, Instant end) {
    Window window =
        BudgetDuration.parse(text)
            .windowAt(Instant.parse("2026-11-22T10:00:12Z"), ZoneId.of("UTC"));

    assertThat(window).isEqualTo(new Window(start, end));
  }

  @Test
  void dayFollowsTheZoneOverASummerTimeChange() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");

    Window window =
        BudgetDuration.parse("1d").windowAt(Instant.parse("2026-10-25T12:00:00Z"), berlin);

    assertThat(window)
        .isEqualTo(
            new Window(
                Instant.parse("2026-10-24T22:00:00Z"), Instant.parse("2026-10-25T23:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({"0d", "1y", "d", "-1d", "1 d", "1M"})
  void refusesWhatIsNotADuration(String text) {
    assertThatThrownBy(() -> BudgetDuration.parse(text))
        .hasMessage(
            "found `" + text + "`, expected a duration such as 30s, 5m, 24h, 7d, 2w or 1mo");
  }
}
