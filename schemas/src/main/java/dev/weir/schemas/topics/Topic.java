package dev.weir.schemas.topics;

import java.util.Map;

/**
 * A topic as a service creates it if it is missing.
 *
 * @param config topic settings by Kafka's names
 */
public record Topic<V>(
    String name, JsonSerde<V> values, int partitions, Map<String, String> config) {
  public Topic {
    config = Map.copyOf(config);
  }
}
