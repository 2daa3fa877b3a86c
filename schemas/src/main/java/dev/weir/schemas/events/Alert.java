package dev.weir.schemas.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code weir.alerts.v1}: something that on-call reads, written by accounting once per
 * {@link #recordKey}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Alert.BudgetCrossed.class, name = "budget-crossed"),
  @JsonSubTypes.Type(value = Alert.TotalSpendCrossed.class, name = "total-spend-crossed"),
  @JsonSubTypes.Type(value = Alert.ProviderFailed.class, name = "provider-failed")
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
}
