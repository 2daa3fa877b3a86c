package dev.weir.cli.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.terminal.Layout;
import dev.weir.cli.terminal.Surroundings;
import dev.weir.cli.terminal.Terminal;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.LogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/** Shows the attempts of the ledger that somebody wants to see, each once. */
final class Attempts {
  private final AttemptFilter filter;
  private final Surroundings surroundings;
  private final Terminal terminal;
  private final boolean json;
  private final Layout layout;
  private final Seen seen = new Seen();

  Attempts(AttemptFilter filter, Surroundings surroundings, boolean json) {
    this.filter = filter;
    this.surroundings = surroundings;
    this.terminal = surroundings.terminal();
    this.json = json;
    this.layout = AttemptLine.layout(terminal.width());
  }

  void begin() {
    if (!json && terminal.interactive()) {
      terminal.printTitles(layout);
    }
  }

  /** Those of one reading in the order of their ends: partitions have none among each other. */
  void show(ConsumerRecords<byte[], byte[]> records) {
    List<AttemptFinished> attempts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      LogEvent event = read(record);
      if (event != null
          && seen.isNew(event, record.partition())
          && event instanceof AttemptFinished attempt
          && filter.shows(attempt)) {
        attempts.add(attempt);
      }
    }
    attempts.sort(Comparator.comparing(AttemptFinished::at));
    attempts.forEach(this::show);
  }

  private void show(AttemptFinished attempt) {
    if (json) {
      terminal.printJson(new String(EventJson.write(attempt), UTF_8));
    } else {
      terminal.print(layout, AttemptLine.of(attempt, surroundings.zone()));
    }
  }

  /** Null, and said, if it is of a kind that is not known here: Weir is newer than this command. */
  private @Nullable LogEvent read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return EventJson.read(record.value(), LogEvent.class);
    } catch (IOException e) {
      terminal.note(
          "not readable: partition " + record.partition() + ", offset " + record.offset());
      return null;
    }
  }
}
