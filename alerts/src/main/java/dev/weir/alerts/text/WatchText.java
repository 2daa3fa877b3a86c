package dev.weir.alerts.text;

import static dev.weir.alerts.text.Plain.count;
import static dev.weir.alerts.text.Plain.span;

import dev.weir.schemas.config.AlertType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the alerts process says of accounting. */
final class WatchText {
  private static final String SECTION = "accounting-behind";

  private WatchText() {}

  static Message behind(Instant now, long records, Duration lag) {
    return message(
        now,
        "🐌 Accounting is behind by more than " + span(lag),
        List.of(
            "*Not folded:* " + count(records, "record") + " of the log",
            "*Effect:* limits hold; spend, alerts and budgets given back are late",
            "*What to do:* see whether accounting runs, and its log."));
  }

  static Message caughtUp(Instant now, Duration lasted) {
    return message(
        now,
        "✅ Accounting has caught up",
        List.of("*Was behind for:* " + span(lasted), "*What to do:* nothing."));
  }

  private static Message message(Instant now, String headline, List<String> lines) {
    return new Message(AlertType.FAILED_TRACKING_SPEND, now, headline, lines, SECTION, null, null);
  }
}
