package dev.weir.schemas.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topics that are missing, and checks those that are there. */
public final class KafkaTopics {
  private static final short BROKERS_DEFAULT = -1;
  private static final int DESCRIBE_TRIES = 50;
  private static final Duration DESCRIBE_PAUSE = Duration.ofMillis(100);

  private KafkaTopics() {}

  /**
   * Makes each topic that is missing and checks the partition count of the others.
   *
   * @param client properties of a Kafka client, {@code bootstrap.servers} among them
   * @param replication of a topic that is made; -1: the broker's default
   * @param wait how long Kafka may take to answer; a call may last a few times as long
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static TopicsCheck ensure(
      Map<String, Object> client,
      Collection<? extends Topic<?>> topics,
      short replication,
      Duration wait)
      throws InterruptedException {
    var properties = new LinkedHashMap<>(client);
    int millis = Math.toIntExact(wait.toMillis());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    Admin admin;
    try {
      admin = Admin.create(properties);
    } catch (KafkaException e) {
      return new TopicsCheck.Unreachable(reason(e));
    }
    try {
      return ensure(admin, topics, replication);
    } catch (ExecutionException e) {
      return new TopicsCheck.Unreachable(reason(e.getCause() == null ? e : e.getCause()));
    } finally {
      // At once: an ordinary close waits for calls that nobody waits for any more.
      admin.close(Duration.ZERO);
    }
  }

  private static TopicsCheck ensure(
      Admin admin, Collection<? extends Topic<?>> topics, short replication)
      throws ExecutionException, InterruptedException {
    Set<String> present = admin.listTopics().names().get();
    var old = new LinkedHashMap<String, Topic<?>>();
    for (Topic<?> topic : topics) {
      if (present.contains(topic.name()) || !create(admin, topic, replication)) {
        old.put(topic.name(), topic);
      }
    }
    for (TopicDescription description : describe(admin, old.keySet()).values()) {
      Topic<?> topic = old.get(description.name());
      if (topic != null && description.partitions().size() != topic.partitions()) {
        return mismatch(topic, description.partitions().size());
      }
    }
    return new TopicsCheck.Ready();
  }

  /** Makes it; false if another service was faster. */
  private static boolean create(Admin admin, Topic<?> topic, short replication)
      throws ExecutionException, InterruptedException {
    var asked =
        new NewTopic(
                topic.name(),
                Optional.of(topic.partitions()),
                replication == BROKERS_DEFAULT ? Optional.empty() : Optional.of(replication))
            .configs(topic.config());
    try {
      admin.createTopics(List.of(asked)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }

  /** A topic that another service made a moment ago may not have reached every broker yet. */
  private static Map<String, TopicDescription> describe(Admin admin, Set<String> names)
      throws ExecutionException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return admin.describeTopics(names).allTopicNames().get();
      } catch (ExecutionException e) {
        if (tries == DESCRIBE_TRIES
            || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        Thread.sleep(DESCRIBE_PAUSE);
      }
    }
  }

  private static TopicsCheck mismatch(Topic<?> topic, int found) {
    return new TopicsCheck.Mismatch(
        "topic "
            + topic.name()
            + " has "
            + found
            + " partitions, expected "
            + topic.partitions()
            + ": set weir.kafka.attempt-partitions as it was when the topic was made,"
            + " or use another weir.kafka.topic-prefix");
  }

  private static String reason(Throwable e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
