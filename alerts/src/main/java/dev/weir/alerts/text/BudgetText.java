package dev.weir.alerts.text;

import static dev.weir.alerts.text.Plain.name;
import static dev.weir.alerts.text.Plain.shortened;
import static dev.weir.alerts.text.Plain.span;
import static dev.weir.alerts.text.Plain.usd;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.BudgetWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is said of money.
 *
 * @param time how a time is shown
 */
record BudgetText(Function<Instant, String> time) {
  private static final int FULL = 100;

  Said of(Alert.BudgetCrossed alert) {
    boolean full = alert.percent() >= FULL;
    String owner = owner(alert.budget(), alert.name());
    return new Said(
        full
            ? "🛑 " + owner + " has used up its budget"
            : "⚠️ " + owner + " has used " + alert.percent() + " % of its budget",
        List.of(
            "*Spent:* " + usd(alert.spentNanoUsd()) + " of " + usd(alert.limitNanoUsd()),
            "*Window:* " + window(alert.budget()),
            "*Crossed:* " + time.apply(alert.at()),
            "*What to do:* "
                + (full
                    ? "calls are refused with 402 until the window ends; "
                        + raise(alert.budget())
                        + " to let them through."
                    : "nothing yet; " + raise(alert.budget()) + " if this is expected.")));
  }

  Said of(Alert.SoftBudgetCrossed alert) {
    return new Said(
        "⚠️ " + owner(alert.budget(), alert.name()) + " has passed its soft budget",
        List.of(
            "*Spent:* "
                + usd(alert.spentNanoUsd())
                + ", soft budget "
                + usd(alert.softLimitNanoUsd()),
            "*Window:* " + window(alert.budget()),
            "*Crossed:* " + time.apply(alert.at()),
            "*What to do:* nothing is refused; ask the owner whether this is expected."));
  }

  Said of(Alert.BudgetForecast alert) {
    Duration left = Duration.between(alert.at(), alert.exhaustedAt());
    return new Said(
        "⏳ "
            + owner(alert.budget(), alert.name())
            + " exhausts its budget in about "
            + about(left)
            + " at this rate",
        List.of(
            "*Spent:* " + usd(alert.spentNanoUsd()) + " of " + usd(alert.limitNanoUsd()),
            "*Rate:* " + usd(alert.nanoUsdPerHour()) + " an hour of late",
            "*Exhausted:* about " + time.apply(alert.exhaustedAt()),
            "*Window:* " + window(alert.budget()),
            "*What to do:* find out what spends; "
                + raise(alert.budget())
                + " if this is expected."));
  }

  Said of(Alert.TotalSpendCrossed alert) {
    return new Said(
        "⚠️ Total spend of " + alert.month() + " has passed " + usd(alert.thresholdNanoUsd()),
        List.of(
            "*Spent:* " + usd(alert.spentNanoUsd()) + " by all keys",
            "*Threshold:* `alerting_threshold`, " + usd(alert.thresholdNanoUsd()) + " a month",
            "*Crossed:* " + time.apply(alert.at()),
            "*What to do:* see who spends in the topic `weir.spend.by-team.v1`; nothing is"
                + " refused on account of this threshold."));
  }

  private static String about(Duration left) {
    return left.toHours() > 0
        ? Math.round(left.toMinutes() / 60.0) + " h"
        : left.toMinutes() > 0 ? left.toMinutes() + " min" : span(left);
  }

  private static String raise(BudgetWindow budget) {
    return switch (budget.level()) {
      case KEY -> "raise `max_budget` with `POST /key/update`";
      case TEAM -> "raise the team's `max_budget` with `POST /team/new` or `/team/update`";
      case USER -> "raise the user's `max_budget` with `POST /user/update`";
      case TEAM_MEMBER -> "raise `max_budget_in_team` with `POST /team/member_update`";
      case GLOBAL -> "raise `litellm_settings.max_budget` in the configuration";
    };
  }

  private static String owner(BudgetWindow budget, @Nullable String alias) {
    String id = budget.owner();
    return switch (budget.level()) {
      case KEY -> "Key " + name(alias == null ? shortened(id) : alias);
      case TEAM -> "Team " + name(alias == null ? id : alias);
      case USER -> "User " + name(id);
      case TEAM_MEMBER -> "Team member " + name(id);
      case GLOBAL -> "The whole gateway";
    };
  }

  private String window(BudgetWindow budget) {
    Instant end = budget.window().end();
    return end == null ? "never ends" : budget.duration() + ", ends " + time.apply(end);
  }
}
