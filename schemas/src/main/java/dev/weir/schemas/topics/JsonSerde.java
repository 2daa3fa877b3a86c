package dev.weir.schemas.topics;

import dev.weir.schemas.events.EventJson;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** JSON of one type, by {@link EventJson}; null stays null (a tombstone). */
public record JsonSerde<T>(Class<T> type) implements Serde<T> {
  @Override
  @SuppressWarnings("NullAway") // Kafka's serializers carry null for a tombstone
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : EventJson.write(value);
  }

  @Override
  @SuppressWarnings("NullAway")
  public Deserializer<T> deserializer() {
    return (topic, json) -> read(json);
  }

  private @Nullable T read(byte @Nullable [] json) {
    try {
      return json == null ? null : EventJson.read(json, type);
    } catch (IOException e) {
      throw new SerializationException(e.getMessage(), e);
    }
  }
}
