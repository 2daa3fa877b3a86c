package dev.weir.accounting.topology;

import dev.weir.schemas.events.BudgetLevel;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** All that keys, teams and users ever spent, as one partition tells it, in nano-USD. */
final class OwnerBook {
  private final Recalled<Long> totals;

  OwnerBook(ProcessingContext context) {
    this.totals = new Recalled<>(context.getStateStore(Stores.OWNERS));
  }

  /** A key, team, user or member. */
  record Owner(BudgetLevel level, String id) {
    private static final char SEPARATOR = '|';

    static Owner parse(String text) {
      int at = text.indexOf(SEPARATOR);
      return new Owner(BudgetLevel.valueOf(text.substring(0, at)), text.substring(at + 1));
    }

    @Override
    public String toString() {
      return level.name() + SEPARATOR + id;
    }
  }

  long add(Owner owner, long nanoUsd) {
    String key = owner.toString();
    Long before = totals.get(key);
    long after = Math.addExact(before == null ? 0 : before, nanoUsd);
    totals.put(key, after);
    return after;
  }

  void forEach(BiConsumer<Owner, Long> visitor) {
    try (var all = totals.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        visitor.accept(Owner.parse(entry.key), entry.value);
      }
    }
  }
}
