package dev.weir.alerts.app;

import dev.weir.alerts.slack.AlertText;
import dev.weir.alerts.slack.SlackWebhook;
import dev.weir.alerts.slack.Webhook;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.config.WeirConfig;
import dev.weir.schemas.topics.KafkaTopics;
import dev.weir.schemas.topics.Topics;
import dev.weir.schemas.topics.TopicsCheck;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alerts process: reads {@code weir.alerts.v1} and posts to Slack. */
public final class Alerts implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Alerts.class);
  private static final Duration KAFKA_WAIT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final KafkaAlertReader reader;
  private final Thread thread;

  private Alerts(KafkaAlertReader reader) {
    this.reader = reader;
    this.thread = new Thread(reader, "weir-alerts");
    thread.start();
  }

  /** Whether it could start. */
  public sealed interface Start {}

  /** It runs; the caller closes it. */
  public record Started(Alerts alerts) implements Start {}

  /** It can't; the reason is one line for people. */
  public record Refused(String reason) implements Start {}

  /**
   * Makes the topic if it is missing and starts. Without {@code SLACK_WEBHOOK_URL} alerts are
   * logged.
   */
  public static Start start(WeirConfig config) throws InterruptedException {
    Webhook webhook;
    try {
      webhook = webhook(config.weir().slackWebhook());
    } catch (IllegalArgumentException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
    KafkaSettings kafka = config.weir().kafka();
    Topics topics = new Topics(kafka.topicPrefix(), kafka.attemptPartitions());
    return switch (KafkaTopics.ensure(
        kafka.clientProperties(), List.of(topics.alerts()), kafka.replication(), KAFKA_WAIT)) {
      case TopicsCheck.Ready() ->
          new Started(
              new Alerts(
                  new KafkaAlertReader(
                      kafka,
                      config.weir().nodeName(),
                      topics,
                      new AlertText(config.litellm().timezone()),
                      webhook)));
      case TopicsCheck.Mismatch(var reason) -> new Refused(reason);
      case TopicsCheck.Unreachable(var reason) ->
          new Refused("Kafka does not answer at " + kafka.bootstrapServers() + ": " + reason);
    };
  }

  private static Webhook webhook(@org.jspecify.annotations.Nullable Secret url) {
    if (url != null) {
      return new SlackWebhook(url);
    }
    LOGGER.warn("SLACK_WEBHOOK_URL is not set: alerts are logged and go nowhere else");
    return message -> {
      LOGGER.warn("alert text=\"{}\"", message.headline());
      return new dev.weir.alerts.slack.Delivery.Delivered();
    };
  }

  /** Blocks until it is closed. */
  void awaitEnd() throws InterruptedException {
    thread.join();
  }

  /** Finishes the message that is under way, commits, and stops: within about 15 s. */
  @Override
  public void close() {
    reader.stop();
    try {
      thread.join(STOP_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
