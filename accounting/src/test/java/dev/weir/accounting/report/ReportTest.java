package dev.weir.accounting.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.events.TeamSpend;
import dev.weir.schemas.events.Tokens;
import dev.weir.schemas.window.BudgetDuration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  /** A Tuesday. */
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

  private static List<Period> due(String every, Instant now) {
    return Period.due(now, BudgetDuration.parse(every), ZURICH);
  }

  private static Period period(String name, String first, String last, String end) {
    return new Period(name, LocalDate.parse(first), LocalDate.parse(last), Instant.parse(end));
  }

  @Test
  void theLastWeekAndTheLastMonthAreDue() {
    assertThat(due("7d", NOW))
        .containsExactly(
            period("month", "2026-11-01", "2026-11-30", "2026-11-30T23:00:00Z"),
            period("week", "2026-11-23", "2026-11-29", "2026-11-29T23:00:00Z"));
  }

  @Test
  void aPeriodIsDueWhenWhatStartedInItCanHaveEnded() {
    assertThat(due("1d", Instant.parse("2026-11-30T23:14:59Z")))
        .extracting(Period::lastDay)
        .containsExactly(LocalDate.parse("2026-10-31"), LocalDate.parse("2026-11-29"));
    assertThat(due("1d", Instant.parse("2026-11-30T23:15:00Z")))
        .extracting(Period::lastDay)
        .containsExactly(LocalDate.parse("2026-11-30"), LocalDate.parse("2026-11-30"));
  }

  @Test
  void aMonthIsReportedOnce_whateverItIsCalled() {
    assertThat(due("30d", NOW)).extracting(Period::name).containsExactly("month");
  }

  @Test
  void addsUpTheDaysOfEachTeam_theDearestFirst() {
    Period week = due("7d", NOW).getLast();

    Alert.SpendReport report =
        Report.of(
            week,
            List.of(
                day("a", "Old", "2026-11-23", 10, 1),
                day("a", "New", "2026-11-29", 5, 2),
                day("b", null, "2026-11-24", 100, 3),
                day("c", null, "2026-11-24", 0, 4),
                day("b", null, "2026-11-30", 1_000, 5)),
            NOW);

    assertThat(report)
        .isEqualTo(
            new Alert.SpendReport(
                NOW,
                "week",
                "2026-11-23",
                "2026-11-29",
                115,
                List.of(new TeamSpend("b", null, 100, 3, 1), new TeamSpend("a", "New", 15, 3, 2))));
  }

  @Test
  void thereIsNoReportOfNothing() {
    assertThat(Report.of(due("7d", NOW).getLast(), List.of(), NOW)).isNull();
  }

  private static SpendDay day(String team, String alias, String day, long cost, long requests) {
    return new SpendDay(
        team, alias, day, new SpendDay.Sums(cost, 0, Tokens.NONE, requests, 1, null), List.of());
  }
}
