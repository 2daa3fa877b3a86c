package dev.weir.schemas.topics;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.AuditRecord;
import dev.weir.schemas.events.DeadLetter;
import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.events.IncidentReport;
import dev.weir.schemas.events.LogEvent;
import dev.weir.schemas.events.SpendDay;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Every topic of Weir (design.md §4). Record keys are UTF-8 text.
 *
 * @param prefix stands in front of every name; may be empty
 * @param attemptPartitions partitions of the attempt topic; fixed when it is created
 */
public record Topics(String prefix, int attemptPartitions) {
  /** Partitions of the attempt topic unless configured otherwise. */
  public static final int DEFAULT_ATTEMPT_PARTITIONS = 12;

  private static final Map<String, String> LOG =
      Map.of("retention.ms", "-1", "message.timestamp.type", "LogAppendTime");
  private static final Map<String, String> DIARY =
      Map.of(
          "retention.ms",
          String.valueOf(Duration.ofDays(90).toMillis()),
          "message.timestamp.type",
          "LogAppendTime");
  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

  /** Attempts and epochs: the ledger. */
  public Topic<LogEvent> attempts() {
    return topic("weir.attempts.v1", LogEvent.class, attemptPartitions, LOG);
  }

  /** Keys, teams and users as last written. One partition: one order. */
  public Topic<DirectoryEntry> directory() {
    return topic("weir.directory.v1", DirectoryEntry.class, 1, COMPACTED);
  }

  /** Spend by key and day; key {@code id|day}. */
  public Topic<SpendDay> spendByKey() {
    return topic("weir.spend.by-key.v1", SpendDay.class, attemptPartitions, COMPACTED);
  }

  /** Spend by team and day; key {@code id|day}. */
  public Topic<SpendDay> spendByTeam() {
    return topic("weir.spend.by-team.v1", SpendDay.class, attemptPartitions, COMPACTED);
  }

  /** Spend by user and day; key {@code id|day}. */
  public Topic<SpendDay> spendByUser() {
    return topic("weir.spend.by-user.v1", SpendDay.class, attemptPartitions, COMPACTED);
  }

  /** What admins changed. One partition: one order. */
  public Topic<AuditRecord> audit() {
    return topic("weir.audit.v1", AuditRecord.class, 1, LOG);
  }

  /** What nodes see: breakers, groups, and that they live. One partition: one order of time. */
  public Topic<IncidentReport> incidents() {
    return topic("weir.incidents.v1", IncidentReport.class, 1, DIARY);
  }

  /** What on-call reads. One partition: oldest first. */
  public Topic<Alert> alerts() {
    return topic("weir.alerts.v1", Alert.class, 1, LOG);
  }

  /** What could not be read. */
  public Topic<DeadLetter> deadLetters() {
    return topic("weir.dead-letters.v1", DeadLetter.class, 1, LOG);
  }

  /** All of them. */
  public List<Topic<?>> all() {
    return List.of(
        attempts(),
        directory(),
        audit(),
        spendByKey(),
        spendByTeam(),
        spendByUser(),
        incidents(),
        alerts(),
        deadLetters());
  }

  private <V> Topic<V> topic(
      String name, Class<V> type, int partitions, Map<String, String> config) {
    return new Topic<>(prefix + name, new JsonSerde<>(type), partitions, config);
  }
}
