package dev.weir.alerts.text;

import static dev.weir.alerts.text.Plain.code;
import static dev.weir.alerts.text.Plain.count;
import static dev.weir.alerts.text.Plain.usd;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.TeamSpend;
import java.util.ArrayList;
import java.util.List;

/** What is said of what the teams spent. */
final class ReportText {
  private static final int MOST_SHOWN = 20;

  private ReportText() {}

  static Said of(Alert.SpendReport report) {
    List<TeamSpend> teams = report.teams();
    List<String> lines = new ArrayList<>();
    lines.add("*From:* " + report.firstDay() + " *to* " + report.lastDay() + ", both included");
    lines.add("*All teams:* " + usd(report.totalNanoUsd()));
    for (TeamSpend team : teams.subList(0, Math.min(teams.size(), MOST_SHOWN))) {
      lines.add(
          "• "
              + code(team.alias() == null ? team.id() : team.alias())
              + ": "
              + usd(team.costNanoUsd())
              + ", "
              + count(team.requests(), "request")
              + ", "
              + count(team.failures(), "failure"));
    }
    if (teams.size() > MOST_SHOWN) {
      List<TeamSpend> rest = teams.subList(MOST_SHOWN, teams.size());
      long spent = rest.stream().mapToLong(TeamSpend::costNanoUsd).sum();
      lines.add("• " + count(rest.size(), "other team") + ": " + usd(spent));
    }
    return new Said("📊 Spend of the " + period(report) + " by team", lines);
  }

  private static String period(Alert.SpendReport report) {
    return switch (report.period()) {
      case "month" -> "month " + report.firstDay().substring(0, "2026-11".length());
      case "week" -> "week from " + report.firstDay();
      default -> report.period() + " from " + report.firstDay();
    };
  }
}
