package dev.weir.accounting.topology;

import dev.weir.accounting.fold.Fact;
import dev.weir.accounting.fold.Facts;
import dev.weir.accounting.redis.TaskBoard;
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
 * incidents ─► IncidentFold ─┬─► alerts
 *                            └─► dead letters
 * </pre>
 *
 * @param boards where the task of a partition tells Redis; exactly-once ends there
 */
public record AccountingTopology(
    Topics topics, Facts facts, Thresholds thresholds, IntFunction<TaskBoard> boards)
    implements Supplier<Topology> {
  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Emission> folded =
        builder.stream(topics.attempts().name(), Consumed.with(Serdes.String(), Serdes.ByteArray()))
            .process(with(() -> new AttemptFold(facts, boards), Stores.ofAttempts()));
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
    KStream<String, Emission> merged =
        builder.stream(
                topics.incidents().name(), Consumed.with(Serdes.String(), Serdes.ByteArray()))
            .process(with(IncidentFold::new, Stores.ofIncidents()));
    sendDeadLetters(merged);
    sendAlerts(merged);
    return builder.build();
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
