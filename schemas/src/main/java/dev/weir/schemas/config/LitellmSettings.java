package dev.weir.schemas.config;

import dev.weir.schemas.window.BudgetDuration;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code litellm_settings}.
 *
 * @param dropParams a parameter that the provider does not know is left out, instead of a 400
 * @param requestTimeout the deadline up to the first content, over all attempts
 * @param successCallbacks names as written, those of {@code callbacks} included
 * @param failureCallbacks names as written, those of {@code callbacks} included
 * @param globalBudget of everything that goes through Weir; null = none
 * @param timezone in which budget windows of days, weeks and months begin
 * @param budgetExceededStatus the HTTP status of an exhausted budget (402 when not set)
 * @param requireAuthForMetrics {@code GET /metrics} asks for the master key
 * @param tracing what {@code langfuse} and {@code otel} among the callbacks mean
 */
public record LitellmSettings(
    boolean dropParams,
    Duration requestTimeout,
    List<String> successCallbacks,
    List<String> failureCallbacks,
    @Nullable GlobalBudget globalBudget,
    ZoneId timezone,
    int budgetExceededStatus,
    boolean requireAuthForMetrics,
    TracingSettings tracing) {
  public LitellmSettings {
    successCallbacks = List.copyOf(successCallbacks);
    failureCallbacks = List.copyOf(failureCallbacks);
  }

  /**
   * {@code max_budget} with {@code budget_duration}.
   *
   * @param usd the limit in USD
   * @param duration how long a window lasts; null = never reset
   */
  public record GlobalBudget(BigDecimal usd, @Nullable BudgetDuration duration) {}
}
