package dev.weir.accounting.topology;

import dev.weir.accounting.fold.Fact;
import dev.weir.accounting.fold.Facts;
import dev.weir.accounting.fold.Signal;
import dev.weir.accounting.fold.Signals;
import dev.weir.accounting.redis.TaskBoard;
import dev.weir.schemas.config.AlertSettings.Signs;
import dev.weir.schemas.topics.JsonSerde;
import dev.weir.schemas.topics.Topic;
import dev.weir.schemas.topics.Topics;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The topology, without properties or threads:
 *
 * <pre>
 * attempts ─► AttemptFold ─┬─ facts (repartitioned by subject) ─► TotalsFold ─┬─► spend by key
 *                 │        └─► dead letters                                   ├─► spend by team, user
 *                 └─► Redis (absolute, versioned by offset)                   └─► alerts
 *
 * incidents ─┬─► IncidentFold ─┬─► alerts
 *            │                 └─► dead letters
 *            ├─► OnCallFold ─► alerts
 * directory ─┤
 * signals ───┘ (of AttemptFold, one partition)
 * </pre>
 *
 * @param signs from when on something is worth telling
 * @param boards where the task of a partition tells Redis; exactly-once ends there
 */
public record AccountingTopology(
    Topics topics, Facts facts, Thresholds thresholds, Signs signs, IntFunction<TaskBoard> boards)
    implements Supplier<Topology> {
  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Emission> folded =
        read(builder, topics.attempts())
            .process(
                with(
                    () -> new AttemptFold(facts, new Signals(signs.slowAfter()), boards),
                    Stores.ofAttempts()));
    sendDeadLetters(folded);
    KStream<String, Emission> totals =
        pick(folded, e -> e instanceof Emission.Of(var fact) ? List.of(fact) : List.of())
            .repartition(
                Repartitioned.with(Serdes.String(), new JsonSerde<>(Fact.class))
                    .withName("facts")
                    .withNumberOfPartitions(topics.attemptPartitions()))
            .process(with(() -> new TotalsFold(thresholds), Stores.ofTotals()));
    send(
        totals,
        topics.spendByKey(),
        e -> e instanceof Emission.KeyDay(var d) ? List.of(d) : List.of());
    send(
        totals,
        topics.spendByTeam(),
        e -> e instanceof Emission.TeamDay(var d) ? List.of(d) : List.of());
    send(
        totals,
        topics.spendByUser(),
        e -> e instanceof Emission.UserDay(var d) ? List.of(d) : List.of());
    sendAlerts(totals);
    // Last: sub-topologies are numbered in this order, and folders of state carry the number.
    KStream<String, byte[]> incidents = read(builder, topics.incidents());
    KStream<String, Emission> merged =
        incidents.process(with(IncidentFold::new, Stores.ofIncidents()));
    sendDeadLetters(merged);
    sendAlerts(merged);
    sendAlerts(
        heard(folded, incidents, read(builder, topics.directory()))
            .process(with(() -> new OnCallFold(signs), Stores.ofOnCall())));
    return builder.build();
  }

  private KStream<String, Heard> heard(
      KStream<String, Emission> folded,
      KStream<String, byte[]> incidents,
      KStream<String, byte[]> directory) {
    KStream<String, Heard> signals =
        pick(folded, e -> e instanceof Emission.Noticed(var signal) ? List.of(signal) : List.of())
            .repartition(
                Repartitioned.with(Serdes.String(), new JsonSerde<>(Signal.class))
                    .withName("signals")
                    .withNumberOfPartitions(1))
            .mapValues(Heard.Noticed::new);
    return signals
        .merge(incidents.mapValues(Heard.Report::new))
        .merge(directory.mapValues(Heard.Entry::new));
  }

  private static KStream<String, byte[]> read(StreamsBuilder builder, Topic<?> topic) {
    return builder.stream(topic.name(), Consumed.with(Serdes.String(), Serdes.ByteArray()));
  }

  private void sendDeadLetters(KStream<String, Emission> from) {
    send(
        from,
        topics.deadLetters(),
        e -> e instanceof Emission.Dead(var d) ? List.of(d) : List.of());
  }

  private void sendAlerts(KStream<String, Emission> from) {
    send(from, topics.alerts(), e -> e instanceof Emission.Tell(var a) ? List.of(a) : List.of());
  }

  private static <V> void send(
      KStream<String, Emission> from, Topic<V> to, Function<Emission, List<V>> pick) {
    pick(from, pick).to(to.name(), Produced.with(Serdes.String(), to.values()));
  }

  private static <V> KStream<String, V> pick(
      KStream<String, Emission> from, Function<Emission, List<V>> pick) {
    return from.flatMapValues(pick::apply);
  }

  private static <I, O> ProcessorSupplier<String, I, String, O> with(
      Supplier<Processor<String, I, String, O>> make, Set<StoreBuilder<?>> stores) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, I, String, O> get() {
        return make.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores;
      }
    };
  }
}
