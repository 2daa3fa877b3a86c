package dev.weir.alerts.text;

import static dev.weir.alerts.text.OutageText.deployment;
import static dev.weir.alerts.text.Plain.code;
import static dev.weir.alerts.text.Plain.count;
import static dev.weir.alerts.text.Plain.escaped;
import static dev.weir.alerts.text.Plain.name;
import static dev.weir.alerts.text.Plain.span;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.HangingAttempts;
import dev.weir.schemas.events.Repeats;
import dev.weir.schemas.events.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is said of calls to a deployment.
 *
 * @param time how a time is shown
 */
record CallText(Function<Instant, String> time) {
  private static final int MOST_SHOWN = 5;

  Said of(Alert.ProviderFailed alert) {
    String status = alert.httpStatus() == 0 ? "no answer" : "HTTP " + alert.httpStatus();
    String last = escaped(name(alert.error())) + " (" + status + "), call " + code(alert.call());
    Repeats repeats = alert.repeats();
    String place = name(alert.route().group()) + " fails at " + alert.route().provider();
    String todo = "*What to do:* " + advice(alert.httpStatus());
    return repeats == null
        ? new Said(
            "🔌 " + place,
            List.of(
                deployment(alert.route()),
                "*Failure:* " + last,
                "*At:* " + time.apply(alert.at()) + "; told again only with counts",
                todo))
        : new Said(
            "🔌 " + place + ": " + count(repeats.count(), "failure"),
            List.of(
                deployment(alert.route()),
                "*Failures:* " + causes(repeats),
                "*Last:* " + last,
                between(repeats, alert.at()),
                todo));
  }

  Said of(Alert.CallsSlow alert) {
    Repeats repeats = alert.repeats();
    long many = repeats == null ? 1 : repeats.count();
    return new Said(
        "🐢 " + name(alert.route().group()) + ": " + count(many, "slow answer"),
        List.of(
            deployment(alert.route()),
            "*Slowest:* " + span(alert.slowest()) + ", call " + code(alert.call()),
            "*Slow is:* more than " + span(alert.threshold()) + " (`weir.alerts.slow-after`)",
            repeats == null ? "*At:* " + time.apply(alert.at()) : between(repeats, alert.at()),
            "*What to do:* check the provider's status page; latency-based routing or a hedge"
                + " avoids a slow deployment."));
  }

  Said of(Alert.CallsHanging alert) {
    HangingAttempts hanging = alert.hanging();
    Route route = hanging.route();
    return new Said(
        "⏱️ " + name(route.group()) + ": " + count(hanging.count(), "hanging call"),
        List.of(
            deployment(route),
            "*Oldest:* running for "
                + span(Duration.between(hanging.since(), alert.at()))
                + ", call "
                + code(hanging.call()),
            "*Seen by:* node " + code(alert.node()) + " at " + time.apply(alert.at()),
            "*What to do:* check the provider; `timeout` and `stream_timeout` end such calls."));
  }

  private String between(Repeats repeats, Instant last) {
    return "*From:* " + time.apply(repeats.since()) + " *to* " + time.apply(last);
  }

  private static String causes(Repeats repeats) {
    List<Repeats.Cause> causes = repeats.causes();
    return causes.stream()
            .limit(MOST_SHOWN)
            .map(it -> String.format(Locale.ROOT, "%,d × %s", it.count(), escaped(name(it.code()))))
            .collect(Collectors.joining(", "))
        + (causes.size() > MOST_SHOWN ? ", …" : "");
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403 -> "check the deployment's `api_key`.";
      case 402 -> "check the account's credit at the provider.";
      case 404 -> "check the deployment's `model` and `api_base`.";
      case 429 -> "the provider's rate limit is reached: ask for more or add a deployment.";
      default -> "check the provider's status page; fallbacks serve where they are configured.";
    };
  }
}
