package dev.weir.accounting.topology;

import dev.weir.accounting.fold.GroupOutages;
import dev.weir.accounting.fold.NodeLife;
import dev.weir.accounting.fold.NodeLife.Listening;
import dev.weir.accounting.fold.Outage.Moment;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.IncidentReport;
import dev.weir.schemas.events.OpenBreaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Merges what the nodes report into one alert per outage, and one when it is over. A pure function
 * of the incident topic, which has one partition: its own timestamps are the only clock, and they
 * go on because every node reports every 30 s.
 */
final class IncidentFold implements Processor<String, byte[], String, Emission> {
  private ProcessorContext<String, Emission> context;
  private DeadLetters deadLetters;
  private KeyValueStore<String, GroupOutages> groups;
  private KeyValueStore<String, NodeLife> lives;
  private KeyValueStore<String, Listening> clock;

  @SuppressWarnings("NullAway.Init") // Streams calls init before process
  IncidentFold() {}

  @Override
  public void init(ProcessorContext<String, Emission> context) {
    this.context = context;
    deadLetters = new DeadLetters(context);
    groups = context.getStateStore(Stores.OUTAGES);
    lives = context.getStateStore(Stores.LIVES);
    clock = context.getStateStore(Stores.LISTENING);
  }

  @Override
  public void process(Record<String, byte[]> message) {
    IncidentReport report = deadLetters.read(message, IncidentReport.class);
    if (report == null) {
      return;
    }
    Listening known = clock.get(Stores.LAST);
    Listening listening = (known == null ? Listening.NONE : known).at(message.timestamp());
    clock.put(Stores.LAST, listening);
    Moment now = new Moment(message.timestamp(), report.at());
    if (isNew(report)) {
      lives.put(report.epoch(), new NodeLife(report.at(), listening.heardMillis()));
      fold(report, now);
    }
    forgetTheGone(listening);
    settle(message.timestamp());
  }

  private boolean isNew(IncidentReport report) {
    NodeLife life = lives.get(report.epoch());
    return life == null || report.at().isAfter(life.at());
  }

  private void fold(IncidentReport report, Moment now) {
    String epoch = report.epoch();
    String node = report.node();
    switch (report) {
      case IncidentReport.BreakerOpened it -> opened(it, it.breaker(), now);
      case IncidentReport.BreakerClosed it ->
          change(it.route().group(), group -> group.closed(epoch, it.route().deployment(), now));
      case IncidentReport.GroupDown it -> change(it.group(), group -> group.down(epoch, node, now));
      case IncidentReport.GroupUp it -> change(it.group(), group -> group.up(epoch, now));
      case IncidentReport.NodeState it -> {
        it.down().forEach(name -> change(name, group -> group.down(epoch, node, now)));
        it.open().forEach(breaker -> opened(it, breaker, now));
        Set<String> open =
            it.open().stream()
                .map(breaker -> breaker.route().deployment())
                .collect(Collectors.toSet());
        onlyThese(epoch, open, new HashSet<>(it.down()), now);
      }
    }
  }

  private void opened(IncidentReport report, OpenBreaker breaker, Moment now) {
    change(
        breaker.route().group(),
        group -> group.opened(report.epoch(), report.node(), breaker, now));
  }

  private void change(String name, UnaryOperator<GroupOutages> change) {
    GroupOutages known = groups.get(name);
    groups.put(name, change.apply(known == null ? GroupOutages.none(name) : known));
  }

  private void onlyThese(String epoch, Set<String> open, Set<String> down, Moment now) {
    for (var entry : all(groups)) {
      groups.put(entry.key, entry.value.onlyThese(epoch, open, down, now));
    }
  }

  private void forgetTheGone(Listening listening) {
    for (var entry : all(lives)) {
      if (entry.value.gone(listening)) {
        lives.delete(entry.key);
        long millis = listening.lastMillis();
        onlyThese(entry.key, Set.of(), Set.of(), new Moment(millis, Instant.ofEpochMilli(millis)));
      }
    }
  }

  private void settle(long nowMillis) {
    for (var entry : all(groups)) {
      GroupOutages.Settled settled = entry.value.settled(nowMillis);
      groups.put(entry.key, orNothing(settled.outages()));
      for (Alert alert : settled.alerts()) {
        context.forward(new Record<>(alert.recordKey(), new Emission.Tell(alert), nowMillis));
      }
    }
  }

  private static @Nullable GroupOutages orNothing(GroupOutages outages) {
    return outages.empty() ? null : outages;
  }

  /** Few: what happened of late. */
  private static <V> List<KeyValue<String, V>> all(KeyValueStore<String, V> store) {
    List<KeyValue<String, V>> found = new ArrayList<>();
    try (var entries = store.all()) {
      entries.forEachRemaining(found::add);
    }
    return found;
  }
}
