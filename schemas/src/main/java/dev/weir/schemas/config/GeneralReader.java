package dev.weir.schemas.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code general_settings}. */
final class GeneralReader {
  private static final String MASTER_KEY = "LITELLM_MASTER_KEY";
  private static final Set<String> CHANNELS = Set.of("slack", "webhook");

  private GeneralReader() {}

  static GeneralSettings read(Section general, Findings findings) {
    // Never resolved, so its variable need not be set.
    Setting database = general.at("database_url");
    if (database.present()) {
      database.warn("accepted and not needed: Kafka keeps the keys and the spend");
    }
    return new GeneralSettings(
        masterKey(general.at("master_key"), findings),
        alerting(general.at("alerting")),
        threshold(general.at("alerting_threshold")),
        general
            .at("allow_mock_testing_params")
            .or(general.at("dangerously_allow_mock_testing_request_params"))
            .flag(true));
  }

  private static @Nullable Secret masterKey(Setting setting, Findings findings) {
    if (setting.present()) {
      return setting.secret();
    }
    String variable = findings.variable(MASTER_KEY);
    if (variable == null) {
      setting.warn("not set, nor is " + MASTER_KEY + ": the admin routes are closed");
    }
    return variable == null ? null : new Secret(variable);
  }

  private static List<String> alerting(Setting setting) {
    var channels = new ArrayList<String>();
    for (Setting item : setting.each("a list of texts")) {
      String channel = item.text();
      if (channel != null && !CHANNELS.contains(channel)) {
        item.warn("alerts by " + item.shown() + " are not supported by Weir yet, ignored");
      }
      if (channel != null) {
        channels.add(channel);
      }
    }
    return channels;
  }

  private static @Nullable BigDecimal threshold(Setting setting) {
    BigDecimal usd = setting.amount("an amount of USD");
    if (usd != null) {
      // LiteLLM takes the number for seconds: the operator must see what is meant here.
      setting.warn(usd.toPlainString() + " USD of total spend in a calendar month");
    }
    return usd;
  }
}
