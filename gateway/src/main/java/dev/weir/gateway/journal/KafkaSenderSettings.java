package dev.weir.gateway.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer's settings (reference/kafka.md §7): what an operator may tune, and what not. */
final class KafkaSenderSettings {
  private static final int FOR_EVER = Integer.MAX_VALUE;
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG,
          5,
          ProducerConfig.BATCH_SIZE_CONFIG,
          128 << 10,
          // The log is kept for ever: zstd takes two thirds of what lz4 does.
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "zstd");
  private static final Map<String, Object> FIXED =
      Map.of(
          ProducerConfig.ACKS_CONFIG,
          "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          true,
          // One, so that after a record that failed none of its partition is under way.
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          1,
          ProducerConfig.RETRIES_CONFIG,
          FOR_EVER,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          FOR_EVER,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          FOR_EVER,
          // A broker that is away for long is still where it was.
          CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
          "none",
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class);

  private KafkaSenderSettings() {}

  static Map<String, Object> of(LedgerSettings settings) {
    var properties = new LinkedHashMap<>(DEFAULTS);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "weir-ledger-" + settings.node());
    properties.putAll(settings.kafka());
    properties.putAll(FIXED);
    return properties;
  }
}
