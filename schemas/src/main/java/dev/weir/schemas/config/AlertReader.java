package dev.weir.schemas.config;

import dev.weir.schemas.config.AlertSettings.Delivery;
import dev.weir.schemas.config.AlertSettings.Reports;
import dev.weir.schemas.config.AlertSettings.Signs;
import dev.weir.schemas.config.Section.Given;
import dev.weir.schemas.window.BudgetDuration;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what {@link AlertSettings} says, from {@code general_settings} and {@code weir.alerts}. */
final class AlertReader {
  private static final String SLACK = "slack";
  private static final String WEBHOOK = "webhook";
  private static final BudgetDuration WEEK = BudgetDuration.parse("7d");
  private static final Duration CHECK = Duration.ofMinutes(5);

  private final Section general;
  private final Section own;
  private final Section arguments;
  private final Findings findings;

  AlertReader(Section general, Section own, Findings findings) {
    this.general = general;
    this.own = own;
    this.arguments = general.at("alerting_args").section();
    this.findings = findings;
  }

  /**
   * Reads all of it.
   *
   * @param channels {@code alerting}
   * @param failures whether {@code failure_callback} names slack
   * @param slackUrl {@code SLACK_WEBHOOK_URL}
   */
  AlertSettings read(List<String> channels, boolean failures, @Nullable Secret slackUrl) {
    boolean slack = channels.isEmpty() || channels.contains(SLACK) || failures;
    Map<AlertType, List<Secret>> urls = urls(general.at("alert_to_webhook_url"));
    Secret webhook = webhook(channels.contains(WEBHOOK));
    warnOfSilence(channels, failures, slackUrl, urls, webhook);
    var settings =
        new AlertSettings(
            new Delivery(
                slack ? slackUrl : null,
                slack ? urls : Map.of(),
                webhook,
                types(general.at("alert_types"), failures || !channels.isEmpty()),
                arguments.at("log_to_console").flag(false),
                runbook(own.atOrVariable("runbook-url"))),
            signs(),
            new Reports(every(general.at("spend_report_frequency")), check()));
    own.refuseOthers();
    arguments.warnOfOthers(Unsupported.ALERTING_ARGS);
    return settings;
  }

  private Signs signs() {
    Signs unset = Signs.STANDARD;
    return new Signs(
        duration("slow-after", unset.slowAfter()),
        duration("hanging-after", unset.hangingAfter()),
        duration("key-expiry", unset.keyExpiry()),
        duration("forecast", unset.forecast()),
        duration("accounting-lag", unset.accountingLag()),
        seconds("outage_alert_ttl", unset.repeatAfter()));
  }

  private Duration duration(String key, Duration unset) {
    Duration set =
        own.atOrVariable(key).parsed("a duration such as 30s, 10m or 24h", AlertReader::positive);
    return set == null ? unset : set;
  }

  private static @Nullable Duration positive(String text) {
    Duration duration = WeirReader.duration(text);
    return duration == null || !duration.isPositive() ? null : duration;
  }

  private Duration seconds(String key, Duration unset) {
    BigDecimal seconds = arguments.at(key).amount("a number of seconds");
    return seconds == null || seconds.signum() == 0 ? unset : Setting.ofSeconds(seconds);
  }

  private Duration check() {
    return seconds("report_check_interval", CHECK);
  }

  private static BudgetDuration every(Setting setting) {
    BudgetDuration every =
        setting.parsed(
            "a number of days such as 1d or 7d",
            text -> text.matches("[1-9][0-9]{0,2}d") ? BudgetDuration.parse(text) : null);
    return every == null ? WEEK : every;
  }

  private static @Nullable URI runbook(Setting setting) {
    return setting.url();
  }

  private @Nullable Secret webhook(boolean wanted) {
    Setting setting = own.atOrVariable("webhook-url");
    if (setting.present()) {
      return wanted ? address(setting) : null;
    }
    String variable = findings.variable("WEBHOOK_URL");
    return wanted && variable != null ? new Secret(variable) : null;
  }

  private static @Nullable Secret address(Setting setting) {
    Secret secret = setting.secret();
    if (secret != null && !isHttp(secret.value())) {
      setting.error("is not a URL; expected one such as https://hooks.slack.com/services/T/B/x");
      return null;
    }
    return secret;
  }

  private static boolean isHttp(String text) {
    try {
      var url = new URI(text);
      return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Map<AlertType, List<Secret>> urls(Setting setting) {
    var urls = new EnumMap<AlertType, List<Secret>>(AlertType.class);
    for (Given given : setting.section("a map of alert types to URLs").all()) {
      List<Secret> addresses = new ArrayList<>();
      for (Setting item : given.setting().each("a URL or a list of URLs")) {
        Secret address = address(item);
        if (address != null) {
          addresses.add(address);
        }
      }
      AlertType type = type(given.setting(), given.key());
      if (type != null) {
        urls.put(type, List.copyOf(addresses));
      }
    }
    return urls;
  }

  private static Set<AlertType> types(Setting setting, boolean exceptions) {
    var types = EnumSet.noneOf(AlertType.class);
    for (Setting item : setting.each("a list of alert types")) {
      String written = item.text();
      AlertType type = written == null ? null : type(item, written);
      if (type != null) {
        types.add(type);
      }
    }
    if (!setting.present()) {
      types = EnumSet.allOf(AlertType.class);
      if (!exceptions) {
        types.remove(AlertType.LLM_EXCEPTIONS);
      }
    }
    return types;
  }

  private static @Nullable AlertType type(Setting setting, String written) {
    AlertType type = AlertType.of(written);
    if (type == null && AlertType.OTHERS.contains(written)) {
      setting.warn("Weir sends no alerts of the type `" + written + "`, ignored");
    } else if (type == null) {
      // Not quoted: it may be a variable's value, given by mistake.
      setting.error(
          "is not a type of alert; expected one of "
              + Arrays.stream(AlertType.values())
                  .map(AlertType::written)
                  .collect(Collectors.joining(", ")));
    }
    return type;
  }

  private void warnOfSilence(
      List<String> channels,
      boolean failures,
      @Nullable Secret slackUrl,
      Map<AlertType, List<Secret>> urls,
      @Nullable Secret webhook) {
    if ((channels.contains(SLACK) || failures) && slackUrl == null && urls.isEmpty()) {
      general
          .at("alerting")
          .warn("`slack`, but SLACK_WEBHOOK_URL is not set: alerts do not reach Slack");
    }
    if (channels.contains(WEBHOOK) && webhook == null) {
      general.at("alerting").warn("`webhook`, but WEBHOOK_URL is not set: nothing is posted");
    }
  }
}
