package dev.weir.accounting.app;

import dev.weir.accounting.redis.BoardState;
import dev.weir.accounting.redis.LifePhase;
import dev.weir.schemas.operations.GaugeRow;
import dev.weir.schemas.operations.MetricsPage;
import dev.weir.schemas.topics.Topic;
import dev.weir.schemas.topics.Topics;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** What accounting shows to Prometheus: METRICS.md lists it. */
final class AccountingMetrics {
  private static final double NANOS = 1e9;

  private final MetricsPage page = new MetricsPage().withProcess();

  private AccountingMetrics() {}

  static MetricsPage of(
      KafkaStreams streams,
      Topics topics,
      Supplier<BoardState> board,
      Supplier<LedgerAudit.Report> audit) {
    var metrics = new AccountingMetrics();
    metrics.gauge(
        "weir_accounting_running",
        "1: every partition is being read",
        () -> streams.state() == KafkaStreams.State.RUNNING ? 1 : 0);
    var kafka = new StreamsFigures(streams);
    int prefix = topics.prefix().length();
    for (Topic<?> topic : List.of(topics.attempts(), topics.incidents())) {
      metrics.reads(kafka, topic.name(), topic.name().substring(prefix));
    }
    metrics.reads(kafka, StreamsSettings.application(topics) + "-facts-repartition", "facts");
    topics.all().forEach(it -> metrics.writes(kafka, it.name(), it.name().substring(prefix)));
    metrics.counter(kafka, "repeated", "Events that were seen before, and count once");
    metrics.counter(kafka, "orphans", "Attempts that nobody finished, settled at their hold");
    metrics.counter(kafka, "unstarted", "Attempts that finished without a start");
    metrics.redis(board);
    metrics.ledger(audit);
    return metrics.page;
  }

  private void reads(StreamsFigures kafka, String topic, String name) {
    Tags tags = Tags.of("topic", name);
    page.gauge(
        "weir_accounting_lag_records",
        "Records of the topic that wait to be read",
        tags,
        () -> kafka.lag(topic));
    page.counter(
        "weir_accounting_records_read",
        "Records that were read, also again after a restart",
        tags,
        () -> kafka.read(topic));
  }

  private void writes(StreamsFigures kafka, String topic, String name) {
    page.counter(
        "weir_accounting_records_written",
        "Records that were written, also in transactions that failed",
        Tags.of("topic", name),
        () -> kafka.written(topic));
  }

  private void redis(Supplier<BoardState> board) {
    gauge(
        "weir_accounting_redis_connected",
        "1: Redis answers",
        () -> board.get().connected() ? 1 : 0);
    gauge(
        "weir_accounting_redis_waiting",
        "Figures that Redis has not acknowledged",
        () -> board.get().waiting());
    page.gauges(
        "weir_accounting_redis_ready",
        "1: Redis has all of a shard tag; 0: it is being rewritten",
        () ->
            board.get().phases().entrySet().stream()
                .map(it ->
                    new GaugeRow(
                        Tags.of("tag", it.getKey()), it.getValue() == LifePhase.READY ? 1 : 0))
                .toList());
  }

  private void ledger(Supplier<LedgerAudit.Report> audit) {
    gauge(
        "weir_ledger_spend_usd",
        "What all attempts cost that this process has the books of",
        () -> audit.get().attempts() / NANOS);
    String help = "How far a book is from the attempts: 0 is the only good answer; NaN: not known";
    page.gauge(
        "weir_ledger_drift_usd",
        help,
        Tags.of("book", "redis"),
        () -> usd(audit.get().drift().redis()));
    page.gauge(
        "weir_ledger_drift_usd",
        help,
        Tags.of("book", "totals"),
        () -> usd(audit.get().drift().totals()));
    page.counter(
        "weir_ledger_looks",
        "How often the books were compared",
        Tags.empty(),
        () -> audit.get().looks());
  }

  private static double usd(OptionalLong nanoUsd) {
    return nanoUsd.isEmpty() ? Double.NaN : nanoUsd.getAsLong() / NANOS;
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    page.gauge(name, help, Tags.empty(), value);
  }

  private void counter(StreamsFigures kafka, String what, String help) {
    page.counter("weir_accounting_" + what, help, Tags.empty(), () -> kafka.counted(what));
  }
}
