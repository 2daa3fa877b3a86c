package dev.weir.alerts.watch;

import dev.weir.alerts.text.AlertText;
import dev.weir.alerts.text.Message;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.topics.Topic;
import dev.weir.schemas.topics.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells on-call when accounting is behind the log, and when it no longer is. Accounting may be dead
 * then, so that its own topic can't tell it: this process asks Kafka how far its group has come.
 */
public final class LagWatch implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(LagWatch.class);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration MOST = Duration.ofSeconds(10);
  private static final int LOOKS = 6;

  private final Admin admin;
  private final String group;
  private final List<Topic<?>> topics;
  private final InstantSource clock;
  private final Duration limit;
  private final Lag lag;
  private final AlertText text;
  private final Consumer<Message> told;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("weir-lag").factory());

  /**
   * Watches, once started.
   *
   * @param limit how far behind is too far
   * @param told of each message; by another thread
   */
  public LagWatch(
      KafkaSettings kafka,
      Topics topics,
      Duration limit,
      InstantSource clock,
      AlertText text,
      Consumer<Message> told) {
    this.admin = Admin.create(kafka.clientProperties());
    this.group = topics.prefix() + "weir-accounting";
    this.topics = List.of(topics.attempts(), topics.incidents());
    this.clock = clock;
    this.limit = limit;
    this.lag = new Lag(limit);
    this.text = text;
    this.told = told;
  }

  /** Looks a few times within the limit, from now on. */
  public LagWatch start() {
    Duration often = limit.dividedBy(LOOKS);
    long millis = Math.max(1, (often.compareTo(MOST) < 0 ? often : MOST).toMillis());
    var _ = ticker.scheduleWithFixedDelay(this::look, 0, millis, TimeUnit.MILLISECONDS);
    return this;
  }

  private void look() {
    try {
      switch (lag.look(reading())) {
        case Lag.News.None() -> {}
        case Lag.News.Behind(long records) ->
            told.accept(text.behind(clock.instant(), records, limit));
        case Lag.News.CaughtUp(Duration lasted) ->
            told.accept(text.caughtUp(clock.instant(), lasted));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      // Kafka is away: who is behind can't be known.
      LOGGER.debug("no lag to be had reason={}", e.getClass().getSimpleName());
    }
  }

  private Lag.Reading reading() throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (Topic<?> topic : topics) {
      for (int i = 0; i < topic.partitions(); i++) {
        asked.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
    }
    // First what is folded: the log only grows meanwhile.
    Map<TopicPartition, Long> folded = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .forEach(
            (partition, offset) -> folded.put(partition, offset == null ? 0 : offset.offset()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return new Lag.Reading(clock.instant(), ends, folded);
  }

  /** Looks no more. */
  @Override
  public void close() {
    ticker.shutdownNow();
    admin.close(Duration.ZERO);
  }
}
