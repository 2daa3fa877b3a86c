package dev.weir.cli.spend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.ledger.Ledger;
import dev.weir.cli.ledger.TopicReader;
import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.topics.Topic;
import dev.weir.schemas.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The days of a topic of spend, each as last written. */
final class SpendDays {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int IDLE_POLLS = 40;

  private SpendDays() {}

  /** Those from this day on, of this one alone if it is asked for. */
  static List<SpendDay> read(Ledger ledger, By by, @Nullable Whose whose, LocalDate first) {
    if (whose != null) {
      Whose.check(by);
    }
    Topic<SpendDay> topic =
        whose == null ? topic(ledger.topics(), by) : whose.topic(ledger.topics());
    return read(ledger, topic).values().stream()
        .filter(day -> !LocalDate.parse(day.day()).isBefore(first))
        .filter(day -> whose == null || whose.spent(day))
        .toList();
  }

  /** Every attempt is in the topic by key. */
  private static Topic<SpendDay> topic(Topics topics, By by) {
    return switch (by) {
      case TEAM -> topics.spendByTeam();
      case USER -> topics.spendByUser();
      case KEY, MODEL, DAY -> topics.spendByKey();
    };
  }

  private static Map<String, SpendDay> read(Ledger ledger, Topic<SpendDay> topic) {
    var days = new HashMap<String, SpendDay>();
    try (TopicReader reader = TopicReader.open(ledger.kafka(), topic.name())) {
      reader.fromBeginning();
      var ends = reader.ends();
      for (int idle = 0; !reader.reached(ends); idle++) {
        var records = reader.next(POLL);
        records.forEach(it -> put(days, it));
        if (!records.isEmpty()) {
          idle = 0;
        } else if (idle == IDLE_POLLS) {
          throw new CommandFailure(
              ExitStatus.UNREACHABLE, topic.name() + " can't be read to its end");
        }
      }
    }
    return days;
  }

  private static void put(Map<String, SpendDay> days, ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), UTF_8);
    if (record.value() == null) {
      days.remove(key);
      return;
    }
    try {
      days.put(key, EventJson.read(record.value(), SpendDay.class));
    } catch (IOException e) {
      // A figure without it would be wrong.
      throw new CommandFailure(
          ExitStatus.REFUSED, record.topic() + " holds something else than spend at " + key);
    }
  }
}
