package dev.weir.schemas.config;

import dev.weir.schemas.window.BudgetDuration;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What on-call is told, when and where: {@code alerting} and its siblings in {@code
 * general_settings}, and {@code weir.alerts}.
 */
public record AlertSettings(Delivery delivery, Signs signs, Reports reports) {
  /**
   * Where alerts go. Every URL is a secret.
   *
   * @param slackUrl of everything that has no URL of its own; null = it is only logged
   * @param urls in place of {@code slackUrl}, by kind
   * @param webhookUrl gets every alert as JSON; null = nobody does
   * @param types that are told
   * @param log alerts that are posted are logged as well
   * @param runbook address of the runbook's page; null = messages name the file
   */
  public record Delivery(
      @Nullable Secret slackUrl,
      Map<AlertType, List<Secret>> urls,
      @Nullable Secret webhookUrl,
      Set<AlertType> types,
      boolean log,
      @Nullable URI runbook) {
    public Delivery {
      urls = Collections.unmodifiableMap(new LinkedHashMap<>(urls));
      types = Set.copyOf(types);
    }
  }

  /**
   * From when on something is worth telling.
   *
   * @param slowAfter of a stream up to its first content, of any other answer as a whole
   * @param hangingAfter of an attempt that still runs
   * @param keyExpiry before a key expires
   * @param forecast before a budget is used up at its present rate
   * @param accountingLag of accounting behind the log
   * @param repeatAfter between the first message about a failing or slow deployment and the next
   */
  public record Signs(
      Duration slowAfter,
      Duration hangingAfter,
      Duration keyExpiry,
      Duration forecast,
      Duration accountingLag,
      Duration repeatAfter) {
    /** What holds when nothing is said. */
    public static final Signs STANDARD =
        new Signs(
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofDays(1),
            Duration.ofHours(6),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));
  }

  /**
   * The spend report by team; there is always one of each calendar month.
   *
   * @param every the other period
   * @param check how often it is looked whether one is due
   */
  public record Reports(BudgetDuration every, Duration check) {}
}
