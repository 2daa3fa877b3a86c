package dev.weir.e2e;

import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.AuditRecord;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.LogEvent;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.topics.Topic;
import dev.weir.schemas.topics.Topics;
import dev.weir.testkit.KafkaLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** What Weir's topics say, read anew at each question. */
record WeirLedger(String bootstrapServers, Topics topics) {

  /** Every attempt that has ended, once. */
  List<AttemptFinished> finished() {
    return events(AttemptFinished.class);
  }

  /** The attempts of one key that have ended, once. */
  List<AttemptFinished> finished(Node.Key key) {
    return finished().stream().filter(it -> it.payer().keyId().equals(key.id())).toList();
  }

  /** Every attempt that was begun, once. */
  List<AttemptStarted> started() {
    return events(AttemptStarted.class);
  }

  static long charged(List<AttemptFinished> attempts) {
    return attempts.stream().mapToLong(AttemptFinished::chargedNanoUsd).sum();
  }

  /** Nano-USD by id of the key, over all days. */
  Map<String, Long> spendByKey() {
    return spend(topics.spendByKey());
  }

  /** Nano-USD by id of the team, over all days. */
  Map<String, Long> spendByTeam() {
    return spend(topics.spendByTeam());
  }

  /** Nano-USD by id of the user, over all days. */
  Map<String, Long> spendByUser() {
    return spend(topics.spendByUser());
  }

  /** What admins changed, oldest first. */
  List<AuditRecord> audit() {
    return KafkaLog.read(bootstrapServers, topics.audit().name()).stream()
        .map(it -> read(it.value(), AuditRecord.class))
        .toList();
  }

  /** Every record of every topic as text, with its key. */
  String everything() {
    var text = new StringBuilder();
    for (Topic<?> topic : topics.all()) {
      for (var message : KafkaLog.read(bootstrapServers, topic.name())) {
        for (byte[] part : Arrays.asList(message.key(), message.value())) {
          text.append(part == null ? "" : new String(part, StandardCharsets.UTF_8)).append('\n');
        }
      }
    }
    return text.toString();
  }

  /** Nano-USD that the response cache saved, by id of the key, over all days. */
  Map<String, Long> savedByKey() {
    return sums(topics.spendByKey(), it -> it.savings() == null ? 0 : it.savings().nanoUsd());
  }

  List<Alert> alerts() {
    return KafkaLog.read(bootstrapServers, topics.alerts().name()).stream()
        .map(it -> read(it.value(), Alert.class))
        .toList();
  }

  /** As a reader must: of a journal's events in a partition only those with a higher number. */
  private <E extends LogEvent> List<E> events(Class<E> type) {
    List<E> events = new ArrayList<>();
    Map<String, Long> seen = new HashMap<>();
    for (var message : KafkaLog.read(bootstrapServers, topics.attempts().name())) {
      LogEvent event = read(message.value(), LogEvent.class);
      String reader = event.journal() + "/" + message.partition();
      if (event.seq() > seen.getOrDefault(reader, 0L)) {
        seen.put(reader, event.seq());
        if (type.isInstance(event)) {
          events.add(type.cast(event));
        }
      }
    }
    return events;
  }

  private Map<String, Long> spend(Topic<SpendDay> topic) {
    return sums(topic, SpendDay.Sums::costNanoUsd);
  }

  private Map<String, Long> sums(Topic<SpendDay> topic, ToLongFunction<SpendDay.Sums> what) {
    Map<String, SpendDay> days = new LinkedHashMap<>();
    for (var message : KafkaLog.read(bootstrapServers, topic.name())) {
      String key = new String(message.key(), StandardCharsets.UTF_8);
      days.put(key, read(message.value(), SpendDay.class));
    }
    Map<String, Long> sums = new HashMap<>();
    for (SpendDay day : days.values()) {
      sums.merge(day.id(), what.applyAsLong(day.total()), Math::addExact);
    }
    return sums;
  }

  /** Ids of attempts that were begun and have not ended. */
  Set<String> open() {
    Set<String> open = new HashSet<>();
    started().forEach(it -> open.add(it.attempt()));
    finished().forEach(it -> open.remove(it.attempt()));
    return open;
  }

  private static <T> T read(byte[] json, Class<T> type) {
    try {
      return EventJson.read(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
