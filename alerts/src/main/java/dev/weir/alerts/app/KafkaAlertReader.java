package dev.weir.alerts.app;

import dev.weir.alerts.slack.AlertText;
import dev.weir.alerts.slack.Delivery;
import dev.weir.alerts.slack.SlackMessage;
import dev.weir.alerts.slack.Webhook;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.events.Alert;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads alerts in order and posts each; its offset is committed after Slack's answer. So an alert
 * is never lost, late while Slack is down, and told twice only if the process is killed between the
 * answer and the commit. While it waits for Slack it goes on polling, paused, and stays a member.
 */
final class KafkaAlertReader implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(KafkaAlertReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long BEAT_MILLIS = 200;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final AlertText text;
  private final Webhook webhook;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param name of this process: the one that comes back under it takes its own place in the group
   */
  KafkaAlertReader(
      KafkaSettings kafka, String name, Topics topics, AlertText text, Webhook webhook) {
    Map<String, Object> settings = kafka.clientProperties();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, topics.prefix() + "weir-alerts");
    // Else a restart waits 45 s for the member that was killed, and a stop for that restart.
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Accounting writes in transactions: what was rolled back is not told.
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.topic = topics.alerts().name();
    this.text = text;
    this.webhook = webhook;
  }

  void stop() {
    stopped.countDown();
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer) {
      consumer.subscribe(List.of(topic));
      while (!isStopped()) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          tell(message);
        }
      }
    } catch (WakeupException e) {
      LOGGER.debug("woken to stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> message) throws InterruptedException {
    SlackMessage slack;
    try {
      slack = text.of(EventJson.read(message.value(), Alert.class));
    } catch (IOException | RuntimeException e) {
      LOGGER.error("an alert can't be read offset={} reason={}", message.offset(), e.getMessage());
      commit(message);
      return;
    }
    while (!isStopped()) {
      switch (webhook.post(slack)) {
        case Delivery.Delivered() -> {
          commit(message);
          return;
        }
        case Delivery.Later(var pause, var reason) -> {
          LOGGER.warn("Slack takes no messages reason={} pause={}", reason, pause);
          keepMembership(pause);
        }
        case Delivery.Refused(var reason) -> {
          LOGGER.error("Slack refuses reason={} alert=\"{}\"", reason, slack.headline());
          commit(message);
          return;
        }
      }
    }
  }

  /** Waits, and polls paused meanwhile: a consumer that does not poll is put out of its group. */
  private void keepMembership(Duration wait) throws InterruptedException {
    Set<TopicPartition> mine = consumer.assignment();
    consumer.pause(mine);
    for (long waited = 0; waited < wait.toMillis() && !isStopped(); waited += BEAT_MILLIS) {
      consumer.poll(Duration.ZERO);
      boolean stop = stopped.await(Math.min(BEAT_MILLIS, wait.toMillis()), TimeUnit.MILLISECONDS);
      if (stop) {
        return;
      }
    }
    consumer.resume(mine);
  }

  private void commit(ConsumerRecord<byte[], byte[]> message) {
    consumer.commitSync(
        Map.of(
            new TopicPartition(message.topic(), message.partition()),
            new OffsetAndMetadata(message.offset() + 1)));
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }
}
