package dev.weir.alerts.app;

import dev.weir.alerts.delivery.Channels;
import dev.weir.alerts.text.AlertText;
import dev.weir.alerts.watch.LagWatch;
import dev.weir.schemas.config.AlertSettings;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.config.WeirConfig;
import dev.weir.schemas.operations.MetricsPage;
import dev.weir.schemas.operations.Probe;
import dev.weir.schemas.topics.KafkaTopics;
import dev.weir.schemas.topics.Topics;
import dev.weir.schemas.topics.TopicsCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alerts process: reads {@code weir.alerts.v1} and posts to Slack and other webhooks. */
public final class Alerts implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Alerts.class);
  private static final Duration KAFKA_WAIT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final TeamChannels teams;
  private final Channels channels;
  private final KafkaAlertReader reader;
  private final LagWatch watch;
  private final Thread thread;
  private final MetricsPage metrics;

  private Alerts(TeamChannels teams, Channels channels, KafkaAlertReader reader, LagWatch watch) {
    this.teams = teams;
    this.channels = channels;
    this.reader = reader;
    this.watch = watch.start();
    this.metrics = AlertsMetrics.of(channels, reader::metrics);
    // A daemon: the process must end, and be started anew, if the reader ends.
    Thread.ofPlatform().daemon().name("weir-teams").start(teams);
    this.thread = Thread.ofPlatform().name("weir-alerts").start(reader);
  }

  /** Whether it could start. */
  public sealed interface Start {}

  /** It runs; the caller closes it. */
  public record Started(Alerts alerts) implements Start {}

  /** It can't; the reason is one line for people. */
  public record Refused(String reason) implements Start {}

  /** Makes the topics if they are missing and starts. What has no address is logged. */
  public static Start start(WeirConfig config) throws InterruptedException {
    KafkaSettings kafka = config.weir().kafka();
    Topics topics = new Topics(kafka.topicPrefix(), kafka.attemptPartitions());
    return switch (KafkaTopics.ensure(
        kafka.clientProperties(),
        List.of(topics.alerts(), topics.directory(), topics.attempts(), topics.incidents()),
        kafka.replication(),
        KAFKA_WAIT)) {
      case TopicsCheck.Ready() -> start(config, topics);
      case TopicsCheck.Mismatch(var reason) -> new Refused(reason);
      case TopicsCheck.Unreachable(var reason) ->
          new Refused("Kafka does not answer at " + kafka.bootstrapServers() + ": " + reason);
    };
  }

  private static Start start(WeirConfig config, Topics topics) {
    KafkaSettings kafka = config.weir().kafka();
    AlertSettings settings = config.alerts();
    var text = new AlertText(config.litellm().timezone());
    var teams = new TeamChannels(kafka, topics);
    Channels channels;
    try {
      channels = new Channels(settings.delivery(), config.litellm().timezone(), teams::of);
    } catch (IllegalArgumentException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
    if (settings.delivery().slackUrl() == null && settings.delivery().webhookUrl() == null) {
      LOGGER.info("no SLACK_WEBHOOK_URL: alerts without an address of their own are only logged");
    }
    return new Started(
        new Alerts(
            teams.catchUp(),
            channels,
            new KafkaAlertReader(kafka, config.weir().nodeName(), topics, text, channels),
            new LagWatch(
                kafka,
                topics,
                settings.signs().accountingLag(),
                InstantSource.system(),
                text,
                channels::say)));
  }

  /** What Prometheus reads. */
  public MetricsPage metrics() {
    return metrics;
  }

  /** Dead is a process that does not read any more. */
  public Probe probe() {
    return new ReaderProbe(thread);
  }

  /** Blocks until it is closed. */
  void awaitEnd() throws InterruptedException {
    thread.join();
  }

  /** Finishes the messages that are under way, commits, and stops: within about 15 s. */
  @Override
  public void close() {
    watch.close();
    teams.stop();
    channels.close();
    reader.stop();
    try {
      thread.join(STOP_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
