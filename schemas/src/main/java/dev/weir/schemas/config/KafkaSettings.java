package dev.weir.schemas.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How Kafka is reached.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param topicPrefix stands in front of every topic's name; empty by default
 * @param replication of the topics that Weir creates; -1 = the broker's default
 * @param attemptPartitions of {@code weir.attempts.v1}; fixed once the topic exists
 * @param properties any client property, for TLS, SASL and tuning; secret because passwords are
 *     among them
 */
public record KafkaSettings(
    String bootstrapServers,
    String topicPrefix,
    short replication,
    int attemptPartitions,
    Map<String, Secret> properties) {
  public KafkaSettings {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /**
   * The properties for any Kafka client: {@code properties} with {@code bootstrap.servers}. A new
   * map that the caller may add to; it holds secrets, so it must not be logged.
   */
  public Map<String, Object> clientProperties() {
    var client = new LinkedHashMap<String, Object>();
    properties.forEach((name, value) -> client.put(name, value.value()));
    client.put("bootstrap.servers", bootstrapServers);
    return client;
  }
}
