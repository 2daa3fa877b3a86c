package dev.weir.accounting.app;

import dev.weir.accounting.fold.Facts;
import dev.weir.accounting.redis.BoardState;
import dev.weir.accounting.redis.BudgetBoard;
import dev.weir.accounting.redis.RedisBoard;
import dev.weir.accounting.redis.RedisTotals;
import dev.weir.accounting.report.SpendReporter;
import dev.weir.accounting.topology.AccountingTopology;
import dev.weir.accounting.topology.Books;
import dev.weir.accounting.topology.KafkaLogEnds;
import dev.weir.accounting.topology.Thresholds;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.config.WeirConfig;
import dev.weir.schemas.money.Money;
import dev.weir.schemas.operations.MetricsPage;
import dev.weir.schemas.operations.Probe;
import dev.weir.schemas.topics.KafkaTopics;
import dev.weir.schemas.topics.Topics;
import dev.weir.schemas.topics.TopicsCheck;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounting process: the topology, running. Wired top to bottom by {@link #start}. */
public final class Accounting implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Accounting.class);
  private static final Duration KAFKA_WAIT = Duration.ofSeconds(30);
  private static final Duration QUESTION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration AUDIT = Duration.ofSeconds(10);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final BudgetBoard board;
  private final Admin admin;
  private final SpendReporter reporter;
  private final LedgerAudit audit;
  private final MetricsPage metrics;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Accounting(
      KafkaStreams streams,
      BudgetBoard board,
      Admin admin,
      SpendReporter reporter,
      LedgerAudit audit,
      MetricsPage metrics) {
    this.streams = streams;
    this.board = board;
    this.admin = admin;
    this.reporter = reporter;
    this.audit = audit;
    this.metrics = metrics;
  }

  /** Whether it could start. */
  public sealed interface Start {}

  /** It runs; the caller closes it. */
  public record Started(Accounting accounting) implements Start {}

  /** It can't; the reason is one line for people. */
  public record Refused(String reason) implements Start {}

  /** Makes missing topics and starts. Redis need not be there; Kafka must answer within 30 s. */
  public static Start start(WeirConfig config) throws InterruptedException {
    KafkaSettings kafka = config.weir().kafka();
    Topics topics = new Topics(kafka.topicPrefix(), kafka.attemptPartitions());
    return switch (KafkaTopics.ensure(
        kafka.clientProperties(), topics.all(), kafka.replication(), KAFKA_WAIT)) {
      case TopicsCheck.Ready() -> new Started(run(config, topics));
      case TopicsCheck.Mismatch(var reason) -> new Refused(reason);
      case TopicsCheck.Unreachable(var reason) ->
          new Refused("Kafka does not answer at " + kafka.bootstrapServers() + ": " + reason);
    };
  }

  private static Accounting run(WeirConfig config, Topics topics) {
    KafkaSettings kafka = config.weir().kafka();
    Admin admin = Admin.create(kafka.clientProperties());
    BudgetBoard board =
        new RedisBoard(
                config.weir().redis(),
                topics.attemptPartitions(),
                new KafkaLogEnds(admin, topics.attempts().name(), QUESTION_TIMEOUT),
                System::nanoTime)
            .start();
    AccountingTopology topology =
        new AccountingTopology(
            topics,
            new Facts(config.litellm().timezone()),
            thresholds(config),
            config.alerts().signs(),
            board::task);
    KafkaStreams streams =
        new KafkaStreams(topology.get(), StreamsSettings.of(config.weir(), topics));
    streams.setUncaughtExceptionHandler(fault -> {
      LOGGER.error("a stream thread failed and is replaced", fault);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    });
    streams.start();
    SpendReporter reporter =
        new SpendReporter(
                kafka,
                topics,
                config.alerts().reports(),
                config.litellm().timezone(),
                InstantSource.system())
            .start();
    LedgerAudit audit = audit(config, topics, streams, board);
    MetricsPage metrics = AccountingMetrics.of(streams, topics, board::state, audit::report);
    return new Accounting(streams, board, admin, reporter, audit, metrics);
  }

  private static LedgerAudit audit(
      WeirConfig config, Topics topics, KafkaStreams streams, BudgetBoard board) {
    return new LedgerAudit(
            new Books(streams, topics.attempts().name(), topics.attemptPartitions()),
            new RedisTotals(config.weir().redis()),
            board,
            AUDIT)
        .start();
  }

  private static Thresholds thresholds(WeirConfig config) {
    BigDecimal month = config.general().alertingThreshold();
    return new Thresholds(
        config.weir().budget().alertThresholds(),
        month == null ? Thresholds.NEVER : Money.nanosFromUsd(month),
        config.alerts().signs().forecast());
  }

  /** Whether every partition is being read. */
  public boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** How the writing to Redis goes. */
  public BoardState redis() {
    return board.state();
  }

  /** What Prometheus reads. */
  public MetricsPage metrics() {
    return metrics;
  }

  /** Dead is a process whose streams have given up; ready is one that reads every partition. */
  public Probe probe() {
    return new StreamsProbe(streams, board);
  }

  /** Blocks until it is closed. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Commits what was read, tells Redis what waits, and stops: within about 20 s. */
  @Override
  public void close() {
    reporter.close();
    audit.close();
    streams.close(STOP_TIMEOUT);
    board.close();
    admin.close(Duration.ZERO);
    ended.countDown();
  }
}
