package dev.weir.alerts.app;

import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.events.DirectoryEntry;
import dev.weir.schemas.events.EventJson;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.topics.Topics;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Slack channels of teams: {@code slack_webhook_url} in a team's metadata, one URL or a list.
 * Follows the directory into memory, so the URLs stand in no alert.
 */
final class TeamChannels implements Runnable {
  static final String FIELD = "slack_webhook_url";

  private static final Logger LOGGER = LoggerFactory.getLogger(TeamChannels.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String TEAM = "team:";

  private final KafkaConsumer<String, byte[]> consumer;
  private final TopicPartition partition;
  private final Map<String, List<Secret>> urls = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  TeamChannels(KafkaSettings kafka, Topics topics) {
    Map<String, Object> settings = kafka.clientProperties();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    this.partition = new TopicPartition(topics.directory().name(), 0);
  }

  /** Reads all that is known now; the rest follows in {@link #run}. */
  TeamChannels catchUp() {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
    while (consumer.position(partition) < end) {
      consumer.poll(POLL).forEach(this::take);
    }
    return this;
  }

  List<Secret> of(String team) {
    return urls.getOrDefault(team, List.of());
  }

  void stop() {
    stopped = true;
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer) {
      while (!stopped) {
        consumer.poll(POLL).forEach(this::take);
      }
    } catch (WakeupException e) {
      LOGGER.debug("woken to stop");
    }
  }

  private void take(ConsumerRecord<String, byte[]> message) {
    String key = message.key();
    if (key == null || !key.startsWith(TEAM)) {
      return;
    }
    List<Secret> found = message.value() == null ? List.of() : read(message.value());
    if (found.isEmpty()) {
      urls.remove(key.substring(TEAM.length()));
    } else {
      urls.put(key.substring(TEAM.length()), found);
    }
  }

  static List<Secret> read(byte[] json) {
    try {
      return EventJson.read(json, DirectoryEntry.class) instanceof TeamEntry team
          ? urls(team.id(), team.metadata().get(FIELD))
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<Secret> urls(String team, @Nullable Object value) {
    List<?> written =
        value instanceof List<?> many ? many : value == null ? List.of() : List.of(value);
    List<Secret> good =
        written.stream()
            .filter(it -> it instanceof String text && isHttp(text))
            .map(it -> new Secret((String) it))
            .toList();
    if (good.size() < written.size()) {
      LOGGER.warn("{} in the metadata of a team is not a URL team={}", FIELD, team);
    }
    return good;
  }

  private static boolean isHttp(String text) {
    try {
      URI url = URI.create(text);
      return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
          && url.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
