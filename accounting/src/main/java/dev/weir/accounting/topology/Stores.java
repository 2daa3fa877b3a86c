package dev.weir.accounting.topology;

import dev.weir.accounting.fold.Account;
import dev.weir.accounting.fold.BudgetTotal;
import dev.weir.accounting.fold.Digest;
import dev.weir.accounting.fold.EpochState;
import dev.weir.accounting.fold.Expiring;
import dev.weir.accounting.fold.GroupOutages;
import dev.weir.accounting.fold.HangingTold;
import dev.weir.accounting.fold.NodeLife;
import dev.weir.accounting.fold.OpenLife;
import dev.weir.accounting.fold.Tally;
import dev.weir.accounting.fold.WindowSpend;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.SpendDay;
import dev.weir.schemas.topics.JsonSerde;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Names and serdes of the state stores. */
final class Stores {
  /** Journal id → highest seq seen in this partition. */
  static final String JOURNALS = "journals";

  /** Attempt id → its start, while it is open. */
  static final String ATTEMPTS = "attempts";

  /** Budget window name → its spend. */
  static final String WINDOWS = "windows";

  /** {@code epoch|window name} → empty: the windows in which an open epoch has spend. */
  static final String EPOCH_WINDOWS = "epoch-windows";

  /** Epoch id → open, or when it ended. */
  static final String EPOCHS = "epochs";

  /** {@code level|owner} → all that it ever spent, nano-USD. */
  static final String OWNERS = "owners";

  /** {@link Account} as JSON → what is not yet passed on to totals. */
  static final String TALLIES = "tallies";

  /** {@link #LAST} → offset of the last record read. */
  static final String POSITION = "position";

  /** The one key of {@link #POSITION}, {@link #LISTENING} and {@link #ON_CALL_CLOCK}. */
  static final String LAST = "last";

  /** Subject → day of a spend topic. */
  static final String DAYS = "days";

  /** Budget window name → settled total. */
  static final String BUDGETS = "budgets";

  /** {@code YYYY-MM} → nano-USD spent by anybody. */
  static final String MONTHS = "months";

  /** Model group → its outages of late. */
  static final String OUTAGES = "outages";

  /** Epoch id → when its node last reported an incident, or that it lives. */
  static final String LIVES = "lives";

  /** {@link #LAST} → for how long incidents have been listened to. */
  static final String LISTENING = "listening";

  /** Subject of a signal → what of it waits to be told. */
  static final String DIGESTS = "digests";

  /** Epoch id → the life of a node that is not over. */
  static final String OPEN_LIVES = "open-lives";

  /** Key id → when it expires. */
  static final String EXPIRIES = "expiries";

  /** Deployment id → what was told of hanging attempts there. */
  static final String HANGING = "hanging";

  /** {@link #LAST} → for how long on-call's fold has been listening. */
  static final String ON_CALL_CLOCK = "on-call-clock";

  private Stores() {}

  static Set<StoreBuilder<?>> ofAttempts() {
    return Set.of(
        store(JOURNALS, Serdes.Long()),
        store(ATTEMPTS, new JsonSerde<>(AttemptStarted.class)),
        store(WINDOWS, new JsonSerde<>(WindowSpend.class)),
        store(EPOCH_WINDOWS, Serdes.String()),
        store(EPOCHS, new JsonSerde<>(EpochState.class)),
        store(OWNERS, Serdes.Long()),
        store(TALLIES, new JsonSerde<>(Tally.class)),
        store(POSITION, Serdes.Long()));
  }

  static Set<StoreBuilder<?>> ofTotals() {
    return Set.of(
        store(DAYS, new JsonSerde<>(SpendDay.class)),
        store(BUDGETS, new JsonSerde<>(BudgetTotal.class)),
        store(MONTHS, Serdes.Long()));
  }

  static Set<StoreBuilder<?>> ofIncidents() {
    return Set.of(
        store(OUTAGES, new JsonSerde<>(GroupOutages.class)),
        store(LIVES, new JsonSerde<>(NodeLife.class)),
        store(LISTENING, new JsonSerde<>(NodeLife.Listening.class)));
  }

  static Set<StoreBuilder<?>> ofOnCall() {
    return Set.of(
        store(DIGESTS, new JsonSerde<>(Digest.class)),
        store(OPEN_LIVES, new JsonSerde<>(OpenLife.class)),
        store(EXPIRIES, new JsonSerde<>(Expiring.class)),
        store(HANGING, new JsonSerde<>(HangingTold.class)),
        store(ON_CALL_CLOCK, new JsonSerde<>(NodeLife.Listening.class)));
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
            Serdes.String(),
            values)
        .withCachingEnabled();
  }
}
