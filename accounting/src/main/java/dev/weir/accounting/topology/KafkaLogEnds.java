package dev.weir.accounting.topology;

import dev.weir.accounting.redis.LogEnds;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the broker where the attempt topic ends.
 *
 * @param timeout of one question
 */
public record KafkaLogEnds(Admin admin, String topic, Duration timeout) implements LogEnds {
  @Override
  public long endOffset(int partition) {
    TopicPartition asked = new TopicPartition(topic, partition);
    try {
      return admin
          .listOffsets(Map.of(asked, OffsetSpec.latest()))
          .partitionResult(asked)
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("no end of " + asked + " to be had", e);
    }
  }
}
