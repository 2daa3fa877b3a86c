package dev.weir.alerts.text;

import static dev.weir.alerts.text.Plain.code;
import static dev.weir.alerts.text.Plain.escaped;
import static dev.weir.alerts.text.Plain.name;
import static dev.weir.alerts.text.Plain.span;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.OpenBreaker;
import dev.weir.schemas.events.OutageSummary;
import dev.weir.schemas.events.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an outage says to a person: what is down, why, since when, who noticed, what to do.
 *
 * @param time how a time is shown
 */
record OutageText(Function<Instant, String> time) {
  private static final int MOST_SHOWN = 10;

  Said of(Alert.DeploymentDown alert) {
    Route route = alert.breaker().route();
    OutageSummary outage = alert.outage();
    return new Said(
        "⚠️ " + name(route.group()) + ": a deployment at " + route.provider() + again(outage),
        List.of(
            deployment(route),
            "*Reason:* " + reason(alert.breaker().reason()),
            since(outage, alert.at()),
            noticed(outage),
            "*Next try:* " + time.apply(alert.breaker().until()) + "; until then others serve",
            "*What to do:* " + advice(alert.breaker().reason())));
  }

  Said of(Alert.GroupUnavailable alert) {
    OutageSummary outage = alert.outage();
    List<String> lines = new ArrayList<>();
    for (OpenBreaker open : shown(alert.deployments())) {
      lines.add(deployment(open.route()) + ": " + reason(open.reason()));
    }
    lines.add(since(outage, alert.at()));
    lines.add(noticed(outage));
    lines.add("*Effect:* only fallbacks serve this group; without one, calls fail.");
    lines.add("*What to do:* " + advice(firstReason(alert.deployments())));
    return new Said(
        "🚨 " + name(alert.group()) + " has no healthy deployment" + times(outage), lines);
  }

  Said of(Alert.DeploymentRecovered alert) {
    Route route = alert.route();
    return new Said(
        "✅ " + name(route.group()) + ": the deployment at " + route.provider() + " is back",
        List.of(
            deployment(route),
            "*Reason was:* " + reason(alert.reason()),
            lasted(alert.outage(), alert.at()),
            noticed(alert.outage()),
            proof(alert.answered())));
  }

  Said of(Alert.GroupRecovered alert) {
    List<String> lines = new ArrayList<>();
    lines.add(lasted(alert.outage(), alert.at()));
    lines.add(noticed(alert.outage()));
    lines.add(proof(alert.answered()));
    for (OpenBreaker open : shown(alert.stillDown())) {
      lines.add("*Still down:* " + place(open.route()) + ": " + reason(open.reason()));
    }
    return new Said("✅ " + name(alert.group()) + " has a healthy deployment again", lines);
  }

  private static String again(OutageSummary outage) {
    return outage.openings() == 1 ? " is down" : " is down again" + times(outage);
  }

  private static String times(OutageSummary outage) {
    return outage.openings() == 1 ? "" : " (" + outage.openings() + " times by now)";
  }

  static String deployment(Route route) {
    return "*Deployment:* " + place(route);
  }

  static String place(Route route) {
    return code(route.deployment()) + ", model " + code(route.model());
  }

  private String since(OutageSummary outage, Instant at) {
    String first = "*Since:* " + time.apply(outage.since());
    return outage.openings() == 1
        ? first
        : first + ", now " + time.apply(at) + "; told no more until it is up for 10 minutes";
  }

  private String lasted(OutageSummary outage, Instant at) {
    String span =
        "*From:* "
            + time.apply(outage.since())
            + ", for "
            + span(Duration.between(outage.since(), at));
    return outage.openings() == 1 ? span : span + ", down " + outage.openings() + " times";
  }

  private static String noticed(OutageSummary outage) {
    List<String> nodes = outage.nodes();
    return "*Noticed by:* "
        + (nodes.size() == 1 ? "1 node" : nodes.size() + " nodes")
        + " ("
        + shown(nodes).stream().map(it -> escaped(name(it))).collect(Collectors.joining(", "))
        + (nodes.size() > MOST_SHOWN ? ", …)" : ")");
  }

  private static String proof(boolean answered) {
    return answered
        ? "*Now:* calls are answered."
        : "*Now:* not known. The nodes that told of it have stopped; no call was answered since.";
  }

  static String reason(String code) {
    return switch (code) {
      case "authentication" -> "the provider refuses the credential (401)";
      case "permission" -> "the provider refuses the account (402 or 403)";
      case "rate_limited" -> "the provider's rate limit (429)";
      case "timeout" -> "no answer in time";
      case "connection" -> "no connection";
      case "server" -> "the provider's server errors (5xx)";
      case "broken_answer" -> "answers that break off or can't be read";
      case "not_found" -> "the provider does not know the model (404)";
      default -> escaped(name(code));
    };
  }

  private static String advice(String code) {
    return switch (code) {
      case "authentication" ->
          "check the deployment's `api_key`: a bad credential does not heal by itself.";
      case "permission" -> "check the account's rights and credit at the provider.";
      case "rate_limited" -> "nothing if it is rare; else ask for more or add a deployment.";
      case "not_found" -> "check the deployment's `model` and `api_base`.";
      default -> "check the provider's status page. Weir tries again by itself.";
    };
  }

  private static String firstReason(List<OpenBreaker> open) {
    return open.isEmpty() ? "" : open.getFirst().reason();
  }

  private static <T> List<T> shown(List<T> all) {
    return all.subList(0, Math.min(all.size(), MOST_SHOWN));
  }
}
