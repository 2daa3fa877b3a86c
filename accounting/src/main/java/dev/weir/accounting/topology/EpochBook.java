package dev.weir.accounting.topology;

import dev.weir.accounting.fold.EpochState;
import dev.weir.accounting.redis.Epochs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which epochs one partition knows to be open, and which have ended of late. */
final class EpochBook {
  /** An ended epoch is told again to a new life of Redis for this long. */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private final KeyValueStore<String, EpochState> epochs;

  EpochBook(ProcessingContext context) {
    this.epochs = context.getStateStore(Stores.EPOCHS);
  }

  void opened(String epoch) {
    EpochState known = epochs.get(epoch);
    if (known == null) {
      epochs.put(epoch, EpochState.OPEN);
    }
  }

  void ended(String epoch, long atMillis) {
    epochs.put(epoch, new EpochState(atMillis));
  }

  /** As Redis is told. */
  Epochs all() {
    return new Epochs(where(EpochState::open), where(state -> !state.open()));
  }

  void forgetBefore(long nowMillis) {
    long before = nowMillis - REMEMBERED.toMillis();
    where(state -> !state.open() && state.endedAt() < before).forEach(epochs::delete);
  }

  private List<String> where(Predicate<EpochState> wanted) {
    List<String> found = new ArrayList<>();
    try (var all = epochs.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        if (wanted.test(entry.value)) {
          found.add(entry.key);
        }
      }
    }
    return found;
  }
}
