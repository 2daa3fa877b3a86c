package dev.weir.schemas.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code weir.alerts.v1}: something that on-call reads, written by accounting once per
 * {@link #recordKey}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Alert.BudgetCrossed.class, name = "budget-crossed"),
  @JsonSubTypes.Type(value = Alert.TotalSpendCrossed.class, name = "total-spend-crossed"),
  @JsonSubTypes.Type(value = Alert.ProviderFailed.class, name = "provider-failed"),
  @JsonSubTypes.Type(value = Alert.DeploymentDown.class, name = "deployment-down"),
  @JsonSubTypes.Type(value = Alert.DeploymentRecovered.class, name = "deployment-recovered"),
  @JsonSubTypes.Type(value = Alert.GroupUnavailable.class, name = "group-unavailable"),
  @JsonSubTypes.Type(value = Alert.GroupRecovered.class, name = "group-recovered"),
  @JsonSubTypes.Type(value = Alert.SoftBudgetCrossed.class, name = "soft-budget-crossed"),
  @JsonSubTypes.Type(value = Alert.BudgetForecast.class, name = "budget-forecast"),
  @JsonSubTypes.Type(value = Alert.CallsSlow.class, name = "calls-slow"),
  @JsonSubTypes.Type(value = Alert.CallsHanging.class, name = "calls-hanging"),
  @JsonSubTypes.Type(value = Alert.KeyExpiring.class, name = "key-expiring"),
  @JsonSubTypes.Type(value = Alert.AttemptsOrphaned.class, name = "attempts-orphaned"),
  @JsonSubTypes.Type(value = Alert.LeasesStranded.class, name = "leases-stranded"),
  @JsonSubTypes.Type(value = Alert.ModelUnpriced.class, name = "model-unpriced"),
  @JsonSubTypes.Type(value = Alert.SpendReport.class, name = "spend-report")
})
public sealed interface Alert {
  /** When it was crossed or failed, by the event that did it. */
  Instant at();

  /** (subject, window, kind): the same alert has the same key. */
  String recordKey();

  /**
   * Spend of a budget window has passed a share of its limit.
   *
   * @param percent the threshold, such as 80
   * @param name alias of the owner where it has one
   * @param team of the key whose budget it is
   */
  record BudgetCrossed(
      Instant at,
      BudgetWindow budget,
      @Nullable String name,
      @Nullable String team,
      int percent,
      long spentNanoUsd,
      long limitNanoUsd)
      implements Alert {
    @Override
    public String recordKey() {
      return budget.name() + "|" + limitNanoUsd + "|" + percent;
    }
  }

  /**
   * Total spend of a calendar month has passed {@code alerting_threshold}.
   *
   * @param month as {@code 2026-11}
   */
  record TotalSpendCrossed(Instant at, String month, long spentNanoUsd, long thresholdNanoUsd)
      implements Alert {
    @Override
    public String recordKey() {
      return "total|" + month + "|" + thresholdNanoUsd;
    }
  }

  /**
   * A deployment failed. The first failure is told at once, what follows at growing intervals.
   *
   * @param minute start of the minute
   * @param error short code of the last one, such as {@code timeout}
   * @param repeats all that failed since it was last told; null: this one alone
   */
  record ProviderFailed(
      Instant at,
      Route route,
      Instant minute,
      int httpStatus,
      String error,
      String call,
      @Nullable Repeats repeats)
      implements Alert {
    @Override
    public String recordKey() {
      return "deployment|" + route.deployment() + "|" + minute;
    }
  }

  /**
   * A deployment gets no calls but probes, others serve. Told once, and once more if it is down
   * again soon after it was told to have recovered.
   */
  record DeploymentDown(Instant at, OpenBreaker breaker, OutageSummary outage) implements Alert {
    @Override
    public String recordKey() {
      return outageKey("deployment", breaker.route().deployment(), outage, "down");
    }
  }

  /**
   * A deployment that was told to be down takes calls again.
   *
   * @param reason of the last opening
   * @param answered whether a call was answered there; false: the nodes that told of it are gone
   */
  record DeploymentRecovered(
      Instant at, Route route, String reason, OutageSummary outage, boolean answered)
      implements Alert {
    @Override
    public String recordKey() {
      return outageKey("deployment", route.deployment(), outage, "recovered");
    }
  }

  /**
   * No deployment of a group is healthy: only fallbacks serve. Stands for the alerts of these
   * deployments, too.
   */
  record GroupUnavailable(
      Instant at, String group, List<OpenBreaker> deployments, OutageSummary outage)
      implements Alert {
    public GroupUnavailable {
      deployments = List.copyOf(deployments);
    }

    @Override
    public String recordKey() {
      return outageKey("group", group, outage, "down");
    }
  }

  /**
   * A group that was told to be down has a healthy deployment again.
   *
   * @param stillDown its deployments that are not
   * @param answered as in {@link DeploymentRecovered}
   */
  record GroupRecovered(
      Instant at, String group, List<OpenBreaker> stillDown, OutageSummary outage, boolean answered)
      implements Alert {
    public GroupRecovered {
      stillDown = List.copyOf(stillDown);
    }

    @Override
    public String recordKey() {
      return outageKey("group", group, outage, "recovered");
    }
  }

  /**
   * A key or team has spent its {@code soft_budget}: nothing is refused.
   *
   * @param budget the window that it is counted in: that of the owner's budget, else for ever
   * @param name alias of the owner where it has one
   * @param team of the key whose budget it is
   */
  record SoftBudgetCrossed(
      Instant at,
      BudgetWindow budget,
      @Nullable String name,
      @Nullable String team,
      long spentNanoUsd,
      long softLimitNanoUsd)
      implements Alert {
    @Override
    public String recordKey() {
      return budget.name() + "|soft|" + softLimitNanoUsd;
    }
  }

  /**
   * A budget will be used up before its window ends, if it goes on like this. Once per window and
   * limit.
   *
   * @param name alias of the owner where it has one
   * @param team of the key whose budget it is
   * @param nanoUsdPerHour spent of late
   * @param exhaustedAt when it is used up at that rate
   */
  record BudgetForecast(
      Instant at,
      BudgetWindow budget,
      @Nullable String name,
      @Nullable String team,
      long spentNanoUsd,
      long limitNanoUsd,
      long nanoUsdPerHour,
      Instant exhaustedAt)
      implements Alert {
    @Override
    public String recordKey() {
      return budget.name() + "|" + limitNanoUsd + "|forecast";
    }
  }

  /**
   * A deployment answers slowly. The first is told at once, what follows at growing intervals.
   *
   * @param threshold what is called slow
   * @param slowest the longest since it was last told
   * @param call of the slowest
   * @param repeats all that were slow since it was last told; null: this one alone
   */
  record CallsSlow(
      Instant at,
      Route route,
      @JsonProperty("thresholdNanos") Duration threshold,
      @JsonProperty("slowestNanos") Duration slowest,
      String call,
      @Nullable Repeats repeats)
      implements Alert {
    @Override
    public String recordKey() {
      return "deployment|" + route.deployment() + "|slow|" + at;
    }
  }

  /**
   * Attempts run for so long that they seem to hang. Once an hour and deployment, or when there are
   * ten times as many.
   *
   * @param node that says so
   */
  record CallsHanging(Instant at, String node, HangingAttempts hanging) implements Alert {
    @Override
    public String recordKey() {
      return "deployment|" + hanging.route().deployment() + "|hanging|" + at;
    }
  }

  /**
   * A key will soon be refused. Once per key and time of expiry.
   *
   * @param at by the clock of the log
   * @param name what is shown of the key, {@code sk-...abcd}
   */
  record KeyExpiring(
      Instant at,
      String keyId,
      String name,
      @Nullable String alias,
      @Nullable String team,
      Instant expires)
      implements Alert {
    @Override
    public String recordKey() {
      return "key|" + keyId + "|expires|" + expires;
    }
  }

  /**
   * Attempts whose process died were billed at their holds, the most that they can have cost.
   *
   * @param epoch the life of the node that died
   * @param node its name, where known
   * @param repeats how many
   * @param chargedNanoUsd of all of them
   */
  record AttemptsOrphaned(
      Instant at, String epoch, @Nullable String node, Repeats repeats, long chargedNanoUsd)
      implements Alert {
    @Override
    public String recordKey() {
      return "epoch|" + epoch + "|orphans|" + at;
    }
  }

  /**
   * A life of a node is open and nobody has heard of it: what it had leased of budgets can't be
   * spent by others until its journal is shipped, or given up. Once per epoch.
   *
   * @param opened when it began, by its clock
   * @param silentSince when it was last heard of, by the clock of the log
   */
  record LeasesStranded(Instant at, String epoch, String node, Instant opened, Instant silentSince)
      implements Alert {
    @Override
    public String recordKey() {
      return "epoch|" + epoch + "|stranded";
    }
  }

  /**
   * Calls went to a model whose price is not known: they were billed 0. Once a day and model.
   *
   * @param repeats all since it was last told; null: this one alone
   */
  record ModelUnpriced(Instant at, Route route, String call, @Nullable Repeats repeats)
      implements Alert {
    @Override
    public String recordKey() {
      return "model|" + route.provider() + "|" + route.model() + "|unpriced|" + at;
    }
  }

  /**
   * What the teams spent in a period.
   *
   * @param period {@code month}, {@code week}, or LiteLLM's text such as {@code 2d}
   * @param firstDay in the configured zone, as {@code 2026-11-01}
   * @param lastDay inclusive
   * @param totalNanoUsd of all teams
   * @param teams that spent anything, the dearest first
   */
  record SpendReport(
      Instant at,
      String period,
      String firstDay,
      String lastDay,
      long totalNanoUsd,
      List<TeamSpend> teams)
      implements Alert {
    public SpendReport {
      teams = List.copyOf(teams);
    }

    @Override
    public String recordKey() {
      return "report|" + period + "|" + firstDay;
    }
  }

  private static String outageKey(String kind, String id, OutageSummary outage, String what) {
    return kind + "|" + id + "|" + outage.since() + "|" + what + "|" + outage.openings();
  }
}
