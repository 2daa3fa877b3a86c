package dev.weir.accounting.topology;

import dev.weir.accounting.fold.Account;
import dev.weir.accounting.fold.Tally;
import dev.weir.schemas.events.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** What one partition has read and not yet passed on to totals, by account. */
final class TallyBook {
  private final KeyValueStore<String, Tally> store;
  private final Map<Account, Pending> pending = new LinkedHashMap<>();

  /**
   * A tally as it stands in the store.
   *
   * @param key the account as JSON
   */
  private record Pending(String key, Tally tally) {}

  TallyBook(ProcessingContext context) {
    store = context.getStateStore(Stores.TALLIES);
    try (var all = store.all()) {
      all.forEachRemaining(it -> pending.put(parse(it.key), new Pending(it.key, it.value)));
    }
  }

  void add(Account account, Tally tally) {
    Pending before = pending.get(account);
    Pending after =
        before == null
            ? new Pending(text(account), tally)
            : new Pending(before.key, before.tally.plus(tally));
    store.put(after.key, after.tally);
    pending.put(account, after);
  }

  /** Gives out all that it holds, and holds nothing. */
  void drain(BiConsumer<Account, Tally> taker) {
    pending.forEach((account, held) -> {
      taker.accept(account, held.tally);
      store.put(held.key, null);
    });
    pending.clear();
  }

  private static String text(Account account) {
    return new String(EventJson.write(account), StandardCharsets.UTF_8);
  }

  private static Account parse(String text) {
    try {
      return EventJson.read(text.getBytes(StandardCharsets.UTF_8), Account.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
