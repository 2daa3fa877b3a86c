package dev.weir.gateway.app;

import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.topics.KafkaTopics;
import dev.weir.schemas.topics.Topics;
import dev.weir.schemas.topics.TopicsCheck;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the directory's topic and that of its audit where they are missing, as soon as Kafka
 * answers: a node can be the first service ever to start, and must not wait for another to read its
 * (empty) directory.
 */
final class DirectoryTopic implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(DirectoryTopic.class);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final Topics topics;
  private final Thread thread;

  private DirectoryTopic(KafkaSettings kafka, Topics topics) {
    this.kafka = kafka;
    this.topics = topics;
    this.thread = Thread.ofPlatform().daemon().name("directory-topic").unstarted(this::run);
  }

  static DirectoryTopic ensure(KafkaSettings kafka, Topics topics) {
    var directory = new DirectoryTopic(kafka, topics);
    directory.thread.start();
    return directory;
  }

  private void run() {
    try {
      while (!done()) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean done() throws InterruptedException {
    return switch (KafkaTopics.ensure(
        kafka.clientProperties(),
        List.of(topics.directory(), topics.audit()),
        kafka.replication(),
        ANSWER)) {
      case TopicsCheck.Ready() -> true;
      case TopicsCheck.Mismatch(String reason) -> {
        LOGGER.error("{}", reason);
        yield true;
      }
      case TopicsCheck.Unreachable(String reason) -> {
        LOGGER.debug("the directory's topic can't be made yet: {}", reason);
        yield false;
      }
    };
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
