package dev.weir.schemas.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
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
  @JsonSubTypes.Type(value = Alert.GroupRecovered.class, name = "group-recovered")
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
   */
  record BudgetCrossed(
      Instant at,
      BudgetWindow budget,
      @Nullable String name,
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
   * A deployment failed; at most one a minute.
   *
   * @param minute start of the minute
   * @param error short code, such as {@code timeout}
   */
  record ProviderFailed(
      Instant at, Route route, Instant minute, int httpStatus, String error, String call)
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

  private static String outageKey(String kind, String id, OutageSummary outage, String what) {
    return kind + "|" + id + "|" + outage.since() + "|" + what + "|" + outage.openings();
  }
}
