package dev.weir.accounting.report;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.events.TeamSpend;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what the teams spent in a period. */
final class Report {
  private Report() {}

  /**
   * The report of these days.
   *
   * @param days each team's, absolute, once; those of other periods are left out
   * @return null: nobody spent anything
   */
  static Alert.@Nullable SpendReport of(Period period, Collection<SpendDay> days, Instant now) {
    Map<String, TeamSpend> teams = new TreeMap<>();
    days.stream()
        .filter(day -> period.contains(day.day()))
        .sorted(Comparator.comparing(SpendDay::day))
        .forEach(day -> teams.merge(day.id(), spend(day), Report::plus));
    List<TeamSpend> dearest =
        teams.values().stream()
            .filter(team -> team.costNanoUsd() > 0)
            .sorted(Comparator.comparingLong(TeamSpend::costNanoUsd).reversed())
            .toList();
    long total = dearest.stream().mapToLong(TeamSpend::costNanoUsd).reduce(0, Math::addExact);
    return dearest.isEmpty()
        ? null
        : new Alert.SpendReport(
            now,
            period.name(),
            period.firstDay().toString(),
            period.lastDay().toString(),
            total,
            dearest);
  }

  private static TeamSpend spend(SpendDay day) {
    SpendDay.Sums sums = day.total();
    return new TeamSpend(
        day.id(), day.alias(), sums.costNanoUsd(), sums.requests(), sums.failures());
  }

  /** The later alias wins. */
  private static TeamSpend plus(TeamSpend before, TeamSpend day) {
    return new TeamSpend(
        before.id(),
        day.alias() == null ? before.alias() : day.alias(),
        Math.addExact(before.costNanoUsd(), day.costNanoUsd()),
        before.requests() + day.requests(),
        before.failures() + day.failures());
  }
}
