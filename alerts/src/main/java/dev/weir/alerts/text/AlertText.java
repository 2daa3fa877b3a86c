package dev.weir.alerts.text;

import dev.weir.schemas.config.AlertType;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.BudgetLevel;
import dev.weir.schemas.events.BudgetWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an alert says to a person: who, how much of what, until when, what to do.
 *
 * @param zone in which times are shown
 */
public record AlertText(ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm zzz", Locale.ENGLISH);

  /** The message of one alert. */
  public Message of(Alert alert) {
    Said said = said(alert);
    return new Message(
        type(alert), alert.at(), said.headline(), said.lines(), section(alert), team(alert), alert);
  }

  /** That accounting is behind the log: this process sees it, accounting may not be able to. */
  public Message behind(Instant now, long records, Duration lag) {
    return WatchText.behind(now, records, lag);
  }

  /** That it no longer is. */
  public Message caughtUp(Instant now, Duration lasted) {
    return WatchText.caughtUp(now, lasted);
  }

  private Said said(Alert alert) {
    return switch (alert) {
      case Alert.BudgetCrossed it -> new BudgetText(this::time).of(it);
      case Alert.TotalSpendCrossed it -> new BudgetText(this::time).of(it);
      case Alert.SoftBudgetCrossed it -> new BudgetText(this::time).of(it);
      case Alert.BudgetForecast it -> new BudgetText(this::time).of(it);
      case Alert.SpendReport it -> ReportText.of(it);
      case Alert.ProviderFailed it -> new CallText(this::time).of(it);
      case Alert.CallsSlow it -> new CallText(this::time).of(it);
      case Alert.CallsHanging it -> new CallText(this::time).of(it);
      case Alert.ModelUnpriced it -> new LedgerText(this::time).of(it);
      case Alert.AttemptsOrphaned it -> new LedgerText(this::time).of(it);
      case Alert.LeasesStranded it -> new LedgerText(this::time).of(it);
      case Alert.KeyExpiring it -> new LedgerText(this::time).of(it);
      case Alert.DeploymentDown it -> new OutageText(this::time).of(it);
      case Alert.DeploymentRecovered it -> new OutageText(this::time).of(it);
      case Alert.GroupUnavailable it -> new OutageText(this::time).of(it);
      case Alert.GroupRecovered it -> new OutageText(this::time).of(it);
    };
  }

  private static AlertType type(Alert alert) {
    return switch (alert) {
      case Alert.BudgetCrossed _,
          Alert.TotalSpendCrossed _,
          Alert.SoftBudgetCrossed _,
          Alert.BudgetForecast _ ->
          AlertType.BUDGET_ALERTS;
      case Alert.SpendReport _ -> AlertType.SPEND_REPORTS;
      case Alert.ProviderFailed _ -> AlertType.LLM_EXCEPTIONS;
      case Alert.CallsSlow _ -> AlertType.LLM_TOO_SLOW;
      case Alert.CallsHanging _ -> AlertType.LLM_REQUESTS_HANGING;
      case Alert.ModelUnpriced _, Alert.AttemptsOrphaned _, Alert.LeasesStranded _ ->
          AlertType.FAILED_TRACKING_SPEND;
      case Alert.KeyExpiring _ -> AlertType.KEY_EXPIRY;
      case Alert.DeploymentDown _, Alert.DeploymentRecovered _ -> AlertType.COOLDOWN_DEPLOYMENT;
      case Alert.GroupUnavailable _, Alert.GroupRecovered _ -> AlertType.OUTAGE_ALERTS;
    };
  }

  /** A heading of deploy/RUNBOOK.md, written as a link to it is. */
  private static String section(Alert alert) {
    return switch (alert) {
      case Alert.BudgetCrossed _ -> "budget-used";
      case Alert.TotalSpendCrossed _ -> "total-spend";
      case Alert.SoftBudgetCrossed _ -> "soft-budget-passed";
      case Alert.BudgetForecast _ -> "budget-forecast";
      case Alert.SpendReport _ -> "spend-report";
      case Alert.ProviderFailed _ -> "provider-fails";
      case Alert.CallsSlow _ -> "slow-answers";
      case Alert.CallsHanging _ -> "hanging-calls";
      case Alert.ModelUnpriced _ -> "unknown-price";
      case Alert.AttemptsOrphaned _ -> "orphans";
      case Alert.LeasesStranded _ -> "stranded-leases";
      case Alert.KeyExpiring _ -> "key-expires";
      case Alert.DeploymentDown _, Alert.DeploymentRecovered _ -> "deployment-down";
      case Alert.GroupUnavailable _, Alert.GroupRecovered _ -> "group-down";
    };
  }

  private static @Nullable String team(Alert alert) {
    return switch (alert) {
      case Alert.BudgetCrossed it -> team(it.budget(), it.team());
      case Alert.SoftBudgetCrossed it -> team(it.budget(), it.team());
      case Alert.BudgetForecast it -> team(it.budget(), it.team());
      case Alert.KeyExpiring it -> it.team();
      default -> null;
    };
  }

  private static @Nullable String team(BudgetWindow budget, @Nullable String ofKey) {
    return budget.level() == BudgetLevel.TEAM ? budget.owner() : ofKey;
  }

  private String time(Instant at) {
    return TIME.format(at.atZone(zone));
  }
}
