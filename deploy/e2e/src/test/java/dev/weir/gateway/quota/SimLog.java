package dev.weir.gateway.quota;

import dev.weir.schemas.events.BudgetWindow;
import java.util.ArrayList;
import java.util.List;

/** The attempt topic, in memory. */
final class SimLog {
  /** What the fold needs of a {@code LogEvent}. */
  sealed interface Event {
    String epoch();

    record Opened(String epoch) implements Event {}

    record Started(String epoch, int attempt, List<BudgetWindow> windows, long nano)
        implements Event {}

    record Finished(String epoch, int attempt, long cost) implements Event {}

    record Closed(String epoch) implements Event {}
  }

  final List<List<Event>> partitions = new ArrayList<>();

  SimLog(int count) {
    for (int i = 0; i < count; i++) {
      partitions.add(new ArrayList<>());
    }
  }

  void everywhere(Event event) {
    partitions.forEach(partition -> partition.add(event));
  }

  long end(int partition) {
    return partitions.get(partition).size();
  }
}
