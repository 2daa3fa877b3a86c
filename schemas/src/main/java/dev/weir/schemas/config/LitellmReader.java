package dev.weir.schemas.config;

import dev.weir.schemas.config.LitellmSettings.GlobalBudget;
import dev.weir.schemas.window.BudgetDuration;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code litellm_settings}, without what the router takes from it. */
final class LitellmReader {
  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(100);
  private static final int PAYMENT_REQUIRED = 402;
  private static final Set<String> CALLBACKS = Set.of("slack", "prometheus");

  private LitellmReader() {}

  static LitellmSettings read(Section litellm, TracingSettings tracing) {
    Duration timeout = litellm.at("request_timeout").seconds();
    List<String> both = callbacks(litellm.at("callbacks"));
    return new LitellmSettings(
        litellm.at("drop_params").flag(false),
        timeout == null ? REQUEST_TIMEOUT : timeout,
        joined(callbacks(litellm.at("success_callback")), both),
        joined(callbacks(litellm.at("failure_callback")), both),
        budget(litellm),
        zone(litellm.at("timezone")),
        litellm.at("budget_exceeded_status_code").whole(400, 499, PAYMENT_REQUIRED),
        litellm.at("require_auth_for_metrics_endpoint").flag(false),
        tracing);
  }

  private static List<String> callbacks(Setting setting) {
    var names = new ArrayList<String>();
    for (Setting item : setting.each("a list of texts")) {
      String name = item.text();
      if (name != null && !CALLBACKS.contains(name) && TracingReader.kind(name) == null) {
        item.warn("callback " + item.shown() + " is not supported by Weir yet, ignored");
      }
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<String> joined(List<String> some, List<String> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all.stream().distinct().toList();
  }

  private static @Nullable GlobalBudget budget(Section litellm) {
    BigDecimal usd = litellm.at("max_budget").amount("an amount of USD");
    Setting every = litellm.at("budget_duration");
    BudgetDuration duration =
        every.parsed("a duration such as 30s, 5m, 24h, 7d, 2w or 1mo", LitellmReader::duration);
    if (usd == null && every.present() && !litellm.at("max_budget").present()) {
      every.warn("has no effect without `max_budget`");
    }
    return usd == null ? null : new GlobalBudget(usd, duration);
  }

  private static @Nullable BudgetDuration duration(String text) {
    try {
      return BudgetDuration.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static ZoneId zone(Setting setting) {
    ZoneId zone = setting.parsed("a time zone such as UTC or Europe/Zurich", LitellmReader::zone);
    return zone == null ? ZoneOffset.UTC : zone;
  }

  private static @Nullable ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
