package dev.weir.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.LogEvent;
import dev.weir.testkit.KafkaLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The attempt topic as a reader sees it: per partition, (journal, seq) at most once. */
record AttemptLog(Map<Integer, List<LogEvent>> partitions, int raw) {
  static AttemptLog read(String bootstrapServers, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = KafkaLog.read(bootstrapServers, topic);
    var partitions = new TreeMap<Integer, List<LogEvent>>();
    var highest = new HashMap<String, Long>();
    for (var record : records) {
      LogEvent event = event(record.value());
      String reader = record.partition() + event.journal();
      if (event.seq() > highest.getOrDefault(reader, 0L)) {
        highest.put(reader, event.seq());
        partitions.computeIfAbsent(record.partition(), _ -> new java.util.ArrayList<>()).add(event);
      }
    }
    return new AttemptLog(partitions, records.size());
  }

  private static LogEvent event(byte[] json) {
    try {
      return EventJson.read(json, LogEvent.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Stream<LogEvent> events() {
    return partitions.values().stream().flatMap(List::stream);
  }

  <E extends LogEvent> List<E> of(Class<E> type) {
    return events().filter(type::isInstance).map(type::cast).toList();
  }

  /** Every seq from 1 to the last is there: nothing is lost. */
  void assertWhole(long last) {
    assertThat(events().map(LogEvent::seq).distinct().sorted().toList())
        .containsExactlyElementsOf(
            java.util.stream.LongStream.rangeClosed(1, last).boxed().toList());
  }
}
