package dev.weir.schemas.config;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code general_settings}.
 *
 * @param masterKey reaches the admin routes and, like any key, the LLM routes; null = neither the
 *     file nor {@code LITELLM_MASTER_KEY} has one, and the admin routes are closed
 * @param alerting where alerts go, as written: Weir knows {@code slack} and {@code webhook}
 * @param alertingThreshold USD of total spend in a calendar month above which on-call is told; null
 *     = never (LiteLLM means seconds)
 * @param allowMockTestingParams requests may simulate failures ({@code mock_testing_fallbacks} and
 *     its siblings)
 */
public record GeneralSettings(
    @Nullable Secret masterKey,
    List<String> alerting,
    @Nullable BigDecimal alertingThreshold,
    boolean allowMockTestingParams) {
  public GeneralSettings {
    alerting = List.copyOf(alerting);
  }
}
