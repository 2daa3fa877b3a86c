package dev.weir.accounting.topology;

import dev.weir.accounting.fold.Spender;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the tasks of this process have added up.
 *
 * @param topic of the attempts
 * @param partitions of it
 */
public record Books(KafkaStreams streams, String topic, int partitions) {
  /**
   * What every spender ever spent, in nano-USD, by partition of the log.
   *
   * @throws InvalidStateStoreException while tasks move
   */
  public Map<Spender, Long> attempts() {
    Map<Spender, Long> spent = new HashMap<>();
    for (int partition : mine()) {
      var store = store(Stores.OWNERS, partition);
      try (var all = store.all()) {
        all.forEachRemaining(it -> {
          OwnerBook.Owner owner = OwnerBook.Owner.parse(it.key);
          spent.put(new Spender(partition, owner.level(), owner.id()), it.value);
        });
      }
    }
    return spent;
  }

  /**
   * Of all months, in nano-USD; null where other processes have a part of them.
   *
   * @throws InvalidStateStoreException while tasks move
   */
  public @Nullable Long totals() {
    if (mine().size() < partitions) {
      return null;
    }
    long sum = 0;
    try (var all = store(Stores.MONTHS, null).all()) {
      while (all.hasNext()) {
        sum += all.next().value;
      }
    }
    return sum;
  }

  private Set<Integer> mine() {
    Set<Integer> mine = new HashSet<>();
    for (var thread : streams.metadataForLocalThreads()) {
      for (var task : thread.activeTasks()) {
        for (TopicPartition it : task.topicPartitions()) {
          if (it.topic().equals(topic)) {
            mine.add(it.partition());
          }
        }
      }
    }
    return mine;
  }

  private ReadOnlyKeyValueStore<String, Long> store(String name, @Nullable Integer partition) {
    StoreQueryParameters<ReadOnlyKeyValueStore<String, Long>> wanted =
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore());
    return streams.store(partition == null ? wanted : wanted.withPartition(partition));
  }
}
