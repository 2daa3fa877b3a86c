package dev.weir.gateway.pipeline;

import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line per call: at DEBUG, but at INFO where a provider failed, since that is what somebody
 * will ask about.
 */
final class CallLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(CallLog.class);

  private CallLog() {}

  static void write(CallTrail.View view) {
    Level level = smooth(view) ? Level.DEBUG : Level.INFO;
    CallTrail.Verdict verdict = view.verdict();
    if (verdict == null || !LOGGER.isEnabledForLevel(level)) {
      return;
    }
    LOGGER
        .atLevel(level)
        .addKeyValue("call", view.head().call())
        .addKeyValue("key", view.head().keyId())
        .addKeyValue("group", view.head().group())
        .addKeyValue("stream", view.head().stream())
        .addKeyValue("verdict", verdict.code())
        .addKeyValue("took", verdict.took())
        .addKeyValue("chargedNanoUsd", view.chargedNanoUsd())
        .addKeyValue(
            "steps", view.steps().stream().map(CallLog::line).collect(Collectors.joining("; ")))
        .log("call ended");
  }

  private static boolean smooth(CallTrail.View view) {
    return view.steps().stream().allMatch(step -> isSmooth(view.head(), step));
  }

  private static boolean isSmooth(CallTrail.Head head, TrailStep step) {
    boolean failed =
        switch (step) {
          case TrailStep.Attempted it ->
              it.outcome().equals("failed") || it.outcome().equals("cut");
          case TrailStep.Skipped _, TrailStep.Simulated _, TrailStep.Cached _ -> false;
        };
    return !failed && step.group().equals(head.group());
  }

  private static String line(TrailStep step) {
    return switch (step) {
      case TrailStep.Attempted it ->
          "%s %s/%s %s%s status=%d waited=%dms took=%dms held=%d charged=%d%s"
              .formatted(
                  it.role().name().toLowerCase(Locale.ROOT),
                  it.group(),
                  it.deployment(),
                  it.outcome(),
                  it.error() == null ? "" : "(" + it.error() + ")",
                  it.status(),
                  it.waited().toMillis(),
                  it.latency().toMillis(),
                  it.heldNanoUsd(),
                  it.chargedNanoUsd(),
                  it.estimated() ? " estimated" : "");
      case TrailStep.Skipped it ->
          "skipped %s/%s %s".formatted(it.group(), it.deployment(), it.reason());
      case TrailStep.Cached it ->
          "cached %s/%s age=%ds saved=%d"
              .formatted(it.group(), it.deployment(), it.age().toSeconds(), it.savedNanoUsd());
      case TrailStep.Simulated it ->
          "simulated %s/%s %s"
              .formatted(it.group(), it.deployment() == null ? "*" : it.deployment(), it.error());
    };
  }
}
