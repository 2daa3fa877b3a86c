package dev.weir.cli.tail;

import dev.weir.schemas.events.LogEvent;
import java.util.HashMap;
import java.util.Map;

/** Drops what stands in the log a second time, as its readers must. Not for several threads. */
final class Seen {
  private final Map<String, Long> lastOfJournal = new HashMap<>();

  /** Whether the event is a new one of its journal in this partition. */
  boolean isNew(LogEvent event, int partition) {
    String journal = partition + "/" + event.journal();
    Long last = lastOfJournal.get(journal);
    if (last != null && event.seq() <= last) {
      return false;
    }
    lastOfJournal.put(journal, event.seq());
    return true;
  }
}
