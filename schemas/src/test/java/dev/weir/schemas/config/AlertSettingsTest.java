package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.config.AlertSettings.Delivery;
import dev.weir.schemas.config.AlertSettings.Reports;
import dev.weir.schemas.config.AlertSettings.Signs;
import dev.weir.schemas.window.BudgetDuration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertSettingsTest {
  private static final Map<String, String> SLACK =
      Map.of("SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T/B/default");

  @TempDir private Path folder;

  private AlertSettings alerts(String text, Map<String, String> environment) {
    return new ConfigFile(folder).with("config.yaml", text).loaded(environment).config().alerts();
  }

  @Test
  void readsWhatLitellmUsersHave() {
    AlertSettings alerts =
        alerts(
            """
            general_settings:
              alerting: [slack, webhook]
              alert_types: [budget_alerts, llm_exceptions]
              alert_to_webhook_url:
                budget_alerts: [https://hooks.slack.com/services/T/B/1, os.environ/SECOND]
                llm_exceptions: https://hooks.slack.com/services/T/B/3
              alerting_args: {outage_alert_ttl: 30, report_check_interval: 60, log_to_console: true}
              spend_report_frequency: 1d
            weir:
              alerts:
                slow-after: 20s
                hanging-after: 2m
                key-expiry: 3d
                forecast: 2h
                accounting-lag: 5m
                runbook-url: https://docs.example.com/weir/RUNBOOK.md
            """,
            Map.of(
                "SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T/B/default",
                "SECOND", "https://hooks.slack.com/services/T/B/2",
                "WEBHOOK_URL", "https://on-call.example.com/weir?token=t"));

    assertThat(alerts)
        .isEqualTo(
            new AlertSettings(
                new Delivery(
                    new Secret("https://hooks.slack.com/services/T/B/default"),
                    Map.of(
                        AlertType.BUDGET_ALERTS,
                        List.of(
                            new Secret("https://hooks.slack.com/services/T/B/1"),
                            new Secret("https://hooks.slack.com/services/T/B/2")),
                        AlertType.LLM_EXCEPTIONS,
                        List.of(new Secret("https://hooks.slack.com/services/T/B/3"))),
                    new Secret("https://on-call.example.com/weir?token=t"),
                    Set.of(AlertType.BUDGET_ALERTS, AlertType.LLM_EXCEPTIONS),
                    true,
                    URI.create("https://docs.example.com/weir/RUNBOOK.md")),
                new Signs(
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(2),
                    Duration.ofDays(3),
                    Duration.ofHours(2),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30)),
                new Reports(BudgetDuration.parse("1d"), Duration.ofMinutes(1))));
  }

  @Test
  void tellsSlackAllButFailures_whenOnlyItsUrlIsSet() {
    AlertSettings alerts = alerts("{}", SLACK);

    assertThat(alerts.delivery().slackUrl()).isNotNull();
    assertThat(alerts.delivery().types())
        .hasSize(AlertType.values().length - 1)
        .doesNotContain(AlertType.LLM_EXCEPTIONS);
    assertThat(alerts.signs()).isEqualTo(Signs.STANDARD);
    assertThat(alerts.reports())
        .isEqualTo(new Reports(BudgetDuration.parse("7d"), Duration.ofMinutes(5)));
  }

  @Test
  void leavesSlackAlone_whenOnlyAnotherChannelIsNamed() {
    AlertSettings alerts = alerts("general_settings: {alerting: [webhook]}", SLACK);

    assertThat(alerts.delivery().slackUrl()).isNull();
    assertThat(alerts.delivery().webhookUrl()).isNull();
    assertThat(alerts.delivery().types()).contains(AlertType.LLM_EXCEPTIONS);
  }

  @Test
  void warnsOfWhatNeverComes() {
    var file =
        new ConfigFile(folder)
            .with(
                "config.yaml",
                """
                general_settings:
                  alerting: [webhook]
                  alert_types: [budget_alerts, db_exceptions]
                  alerting_args: {daily_report_frequency: 43200}
                """);

    assertThat(file.warnings())
        .contains(
            "config.yaml:2: general_settings.alerting: `webhook`, but WEBHOOK_URL is not set:"
                + " nothing is posted",
            "config.yaml:3: general_settings.alert_types[1]: Weir sends no alerts of the type"
                + " `db_exceptions`, ignored",
            "config.yaml:4: general_settings.alerting_args.daily_report_frequency: not supported by"
                + " Weir yet, ignored");
  }

  @Test
  void refusesAnAddressWithoutShowingIt() {
    var file =
        new ConfigFile(folder)
            .with(
                "config.yaml",
                "general_settings: {alert_to_webhook_url: {spend_reports: hush-hush}}");

    assertThat(file.errors())
        .containsExactly(
            "config.yaml:1: general_settings.alert_to_webhook_url.spend_reports: is not a URL;"
                + " expected one such as https://hooks.slack.com/services/T/B/x");
  }
}
