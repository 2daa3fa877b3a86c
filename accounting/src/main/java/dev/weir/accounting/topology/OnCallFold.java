package dev.weir.accounting.topology;

import dev.weir.accounting.fold.Digest;
import dev.weir.accounting.fold.Expiring;
import dev.weir.accounting.fold.HangingTold;
import dev.weir.accounting.fold.NodeLife.Listening;
import dev.weir.accounting.fold.OpenLife;
import dev.weir.accounting.fold.Signal;
import dev.weir.schemas.config.AlertSettings.Signs;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.HangingAttempts;
import dev.weir.schemas.events.IncidentReport;
import dev.weir.schemas.events.KeyEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what on-call has to know besides spend and outages: signals of the attempt log, counted
 * and told together; lives of nodes that nobody hears of; attempts that hang; keys that expire. A
 * pure function of what it reads. Its clock is the incident topic's, which every node drives on by
 * reporting every 30 s.
 */
final class OnCallFold implements Processor<String, Heard, String, Emission> {
  private static final String KEY = "key:";

  private final Signs signs;
  private final DigestRules rules;

  private ProcessorContext<String, Emission> context;
  private KeyValueStore<String, Digest> digests;
  private KeyValueStore<String, OpenLife> lives;
  private KeyValueStore<String, Expiring> expiries;
  private KeyValueStore<String, HangingTold> hanging;
  private KeyValueStore<String, Listening> clock;

  @SuppressWarnings("NullAway.Init") // Streams calls init before process
  OnCallFold(Signs signs) {
    this.signs = signs;
    this.rules = new DigestRules(signs);
  }

  @Override
  public void init(ProcessorContext<String, Emission> context) {
    this.context = context;
    digests = context.getStateStore(Stores.DIGESTS);
    lives = context.getStateStore(Stores.OPEN_LIVES);
    expiries = context.getStateStore(Stores.EXPIRIES);
    hanging = context.getStateStore(Stores.HANGING);
    clock = context.getStateStore(Stores.ON_CALL_CLOCK);
  }

  @Override
  public void process(Record<String, Heard> message) {
    switch (message.value()) {
      case Heard.Noticed(Signal signal) -> noticed(signal, message.timestamp());
      case Heard.Report report -> {
        IncidentReport read = read(report.json(), IncidentReport.class);
        if (read != null) {
          reported(read, message.timestamp());
        }
      }
      case Heard.Entry entry -> entry(message.key(), entry.json());
    }
  }

  private void noticed(Signal signal, long millis) {
    Listening now = now();
    switch (signal) {
      case Signal.Opened(Instant at, String epoch, String node) ->
          lives.put(epoch, new OpenLife(node, at, now.heardMillis(), millis, OpenLife.State.OPEN));
      case Signal.Ended(_, String epoch) -> {
        OpenLife life = lives.get(epoch);
        if (life != null) {
          lives.put(epoch, life.heard(now).with(OpenLife.State.OVER));
        }
      }
      case Signal.Failed _, Signal.Slow _, Signal.Unpriced _, Signal.Orphaned _ ->
          gather(signal, Math.max(millis, now.lastMillis()));
    }
  }

  private void gather(Signal signal, long nowMillis) {
    Digest known = digests.get(signal.subject());
    Digest digest =
        known == null || known.forgettable(nowMillis)
            ? Digest.begin(signal, rules.policy(signal), nowMillis)
            : known.plus(signal, nowMillis);
    digests.put(signal.subject(), settled(digest, nowMillis));
  }

  private Digest settled(Digest digest, long nowMillis) {
    if (!digest.due(nowMillis)) {
      return digest;
    }
    tell(rules.alert(digest, this::nodeOf), nowMillis);
    return digest.told(rules.policy(digest.last()), nowMillis);
  }

  private @Nullable String nodeOf(String epoch) {
    OpenLife life = lives.get(epoch);
    return life == null ? null : life.node();
  }

  private void reported(IncidentReport report, long millis) {
    Listening now = now().at(millis);
    clock.put(Stores.LAST, now);
    OpenLife life = lives.get(report.epoch());
    if (life != null) {
      lives.put(report.epoch(), life.heard(now));
    }
    if (report instanceof IncidentReport.NodeState state) {
      List<HangingAttempts> stuck = state.hanging();
      (stuck == null ? List.<HangingAttempts>of() : stuck)
          .forEach(it -> hanging(state, it, millis));
      settle(now);
    }
  }

  private void hanging(IncidentReport.NodeState state, HangingAttempts stuck, long millis) {
    HangingTold told = hanging.get(stuck.route().deployment());
    if (told == null || told.news(stuck.count(), millis)) {
      hanging.put(stuck.route().deployment(), new HangingTold(stuck.count(), millis));
      tell(new Alert.CallsHanging(state.at(), state.node(), stuck), millis);
    }
  }

  /** Whatever time alone decides; a few entries each, but for keys with an end. */
  private void settle(Listening now) {
    long millis = now.lastMillis();
    for (var entry : all(digests)) {
      Digest digest = entry.value;
      if (digest.forgettable(millis)) {
        digests.delete(entry.key);
      } else if (digest.due(millis)) {
        digests.put(entry.key, settled(digest, millis));
      }
    }
    all(hanging).stream()
        .filter(entry -> entry.value.old(millis))
        .forEach(entry -> hanging.delete(entry.key));
    all(lives).forEach(entry -> settle(entry.key, entry.value, now));
    all(expiries).forEach(entry -> settle(entry.value, millis));
  }

  private void settle(String epoch, OpenLife life, Listening now) {
    if (life.forgettable(now)) {
      lives.delete(epoch);
    } else if (life.stranded(now)) {
      lives.put(epoch, life.with(OpenLife.State.STRANDED));
      tell(
          new Alert.LeasesStranded(
              Instant.ofEpochMilli(now.lastMillis()),
              epoch,
              life.node(),
              life.opened(),
              Instant.ofEpochMilli(life.heardMillis())),
          now.lastMillis());
    }
  }

  private void settle(Expiring key, long millis) {
    Instant now = Instant.ofEpochMilli(millis);
    if (key.over(now)) {
      expiries.delete(key.id());
    } else if (key.due(now, signs.keyExpiry())) {
      expiries.put(key.id(), key.toldNow());
      tell(key.alert(now), millis);
    }
  }

  private void entry(String recordKey, byte @Nullable [] json) {
    if (!recordKey.startsWith(KEY)) {
      return;
    }
    String id = recordKey.substring(KEY.length());
    Expiring before = expiries.get(id);
    Expiring after =
        read(json, DirectoryEntry.class) instanceof KeyEntry key
            ? Expiring.of(key, signs.keyExpiry(), before)
            : null;
    if (before != null || after != null) {
      expiries.put(id, after);
    }
  }

  /** What can't be read is buried, or told of, by whom it concerns first. */
  private static <T> @Nullable T read(byte @Nullable [] json, Class<T> type) {
    try {
      return json == null ? null : EventJson.read(json, type);
    } catch (IOException e) {
      return null;
    }
  }

  private Listening now() {
    Listening known = clock.get(Stores.LAST);
    return known == null ? Listening.NONE : known;
  }

  private void tell(Alert alert, long millis) {
    context.forward(new Record<>(alert.recordKey(), new Emission.Tell(alert), millis));
  }

  private static <V> List<KeyValue<String, V>> all(KeyValueStore<String, V> store) {
    List<KeyValue<String, V>> found = new ArrayList<>();
    try (var entries = store.all()) {
      entries.forEachRemaining(found::add);
    }
    return found;
  }
}
