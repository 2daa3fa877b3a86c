package dev.weir.schemas.config;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Kinds of alerts, by LiteLLM's names; {@code general_settings.alert_types}. */
public enum AlertType {
  /** Budgets, soft budgets, forecasts, the month's total. */
  BUDGET_ALERTS,
  /** What the teams spent, by week and by month. */
  SPEND_REPORTS,
  /** Failed attempts. */
  LLM_EXCEPTIONS,
  /** Answers that took long. */
  LLM_TOO_SLOW,
  /** Attempts that have not ended. */
  LLM_REQUESTS_HANGING,
  /** A group has no healthy deployment, and has one again. */
  OUTAGE_ALERTS,
  /** A deployment is left alone, and is back. */
  COOLDOWN_DEPLOYMENT,
  /** Orphans, stranded leases, models without a price, accounting that is behind. */
  FAILED_TRACKING_SPEND,
  /** A key will soon be refused. Not one of LiteLLM's. */
  KEY_EXPIRY;

  /** Those of LiteLLM that Weir never sends. */
  static final Set<String> OTHERS =
      Set.of(
          "db_exceptions",
          "daily_reports",
          "new_model_added",
          "model_deprecation_warnings",
          "region_outage_alerts",
          "fallback_reports",
          "new_virtual_key_created",
          "virtual_key_updated",
          "virtual_key_deleted",
          "new_team_created",
          "team_updated",
          "team_deleted",
          "new_internal_user_created",
          "internal_user_updated",
          "internal_user_deleted",
          "user_spend_thresholds",
          "user_spend_anomalies",
          "mcp_tool_description_blocked",
          "mcp_pinned_tools_changed");

  /** LiteLLM's name, such as {@code budget_alerts}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable AlertType of(String written) {
    for (AlertType type : values()) {
      if (type.written().equals(written)) {
        return type;
      }
    }
    return null;
  }
}
