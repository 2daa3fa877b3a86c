package dev.weir.alerts.slack;

import static dev.weir.alerts.slack.SlackMessage.escaped;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
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
  private static final int FULL = 100;

  /** The message of one alert. */
  public SlackMessage of(Alert alert) {
    return switch (alert) {
      case Alert.BudgetCrossed crossed -> budget(crossed);
      case Alert.TotalSpendCrossed crossed -> total(crossed);
      case Alert.ProviderFailed failed -> failure(failed);
      case Alert.DeploymentDown down -> outages().of(down);
      case Alert.DeploymentRecovered up -> outages().of(up);
      case Alert.GroupUnavailable down -> outages().of(down);
      case Alert.GroupRecovered up -> outages().of(up);
    };
  }

  private OutageText outages() {
    return new OutageText(this::time);
  }

  private SlackMessage budget(Alert.BudgetCrossed alert) {
    boolean full = alert.percent() >= FULL;
    String owner = owner(alert.budget(), alert.name());
    String headline =
        full
            ? "🛑 " + owner + " has used up its budget"
            : "⚠️ " + owner + " has used " + alert.percent() + " % of its budget";
    return new SlackMessage(
        headline,
        List.of(
            "*Spent:* " + usd(alert.spentNanoUsd()) + " of " + usd(alert.limitNanoUsd()),
            "*Window:* " + window(alert.budget()),
            "*Crossed:* " + time(alert.at()),
            "*What to do:* " + budgetAdvice(alert.budget(), full)));
  }

  private static String budgetAdvice(BudgetWindow budget, boolean full) {
    String raise =
        switch (budget.level()) {
          case KEY -> "raise `max_budget` with `POST /key/update`";
          case TEAM -> "raise the team's `max_budget` with `POST /team/new` or `/team/update`";
          case USER -> "raise the user's `max_budget` with `POST /user/update`";
          case TEAM_MEMBER -> "raise `max_budget_in_team` with `POST /team/member_update`";
          case GLOBAL -> "raise `litellm_settings.max_budget` in the configuration";
        };
    return full
        ? "calls are refused with 402 until the window ends; " + raise + " to let them through."
        : "nothing yet; " + raise + " if this is expected.";
  }

  private SlackMessage total(Alert.TotalSpendCrossed alert) {
    return new SlackMessage(
        "⚠️ Total spend of " + alert.month() + " has passed " + usd(alert.thresholdNanoUsd()),
        List.of(
            "*Spent:* " + usd(alert.spentNanoUsd()) + " by all keys",
            "*Threshold:* `alerting_threshold`, " + usd(alert.thresholdNanoUsd()) + " a month",
            "*Crossed:* " + time(alert.at()),
            "*What to do:* see who spends in the topic `weir.spend.by-team.v1`; nothing is"
                + " refused on account of this threshold."));
  }

  private SlackMessage failure(Alert.ProviderFailed alert) {
    String status = alert.httpStatus() == 0 ? "no answer" : "HTTP " + alert.httpStatus();
    return new SlackMessage(
        "🔌 " + alert.route().group() + " fails at " + alert.route().provider(),
        List.of(
            "*Deployment:* `"
                + escaped(alert.route().deployment())
                + "`, model `"
                + escaped(alert.route().model())
                + "`",
            "*Failure:* "
                + escaped(alert.error())
                + " ("
                + status
                + "), call `"
                + escaped(alert.call())
                + "`",
            "*Since:* " + time(alert.at()) + "; told at most once a minute",
            "*What to do:* " + failureAdvice(alert)));
  }

  private static String failureAdvice(Alert.ProviderFailed alert) {
    return switch (alert.httpStatus()) {
      case 401, 403 -> "check the deployment's `api_key`.";
      case 402 -> "check the account's credit at the provider.";
      case 404 -> "check the deployment's `model` and `api_base`.";
      case 429 -> "the provider's rate limit is reached: ask for more or add a deployment.";
      default -> "check the provider's status page; fallbacks serve where they are configured.";
    };
  }

  private static String owner(BudgetWindow budget, @Nullable String name) {
    return switch (budget.level()) {
      case KEY -> "Key " + (name == null ? shortened(budget.owner()) : name);
      case TEAM -> "Team " + (name == null ? budget.owner() : name);
      case USER -> "User " + budget.owner();
      case TEAM_MEMBER -> "Team member " + budget.owner();
      case GLOBAL -> "The whole gateway";
    };
  }

  private static String shortened(String id) {
    int shown = 8;
    return id.length() <= shown ? id : id.substring(0, shown) + "…";
  }

  private String window(BudgetWindow budget) {
    Instant end = budget.window().end();
    return end == null ? "never ends" : budget.duration() + ", ends " + time(end);
  }

  private String time(Instant at) {
    return TIME.format(at.atZone(zone));
  }

  /** Dollars with cents; small amounts with as many places as they need. */
  static String usd(long nanos) {
    BigDecimal exact = Money.usd(nanos);
    int places = exact.abs().compareTo(BigDecimal.ONE) >= 0 ? 2 : Math.max(2, exact.scale());
    return "$" + exact.setScale(places, RoundingMode.HALF_UP).toPlainString();
  }
}
