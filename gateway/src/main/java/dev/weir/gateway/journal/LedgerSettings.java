package dev.weir.gateway.journal;

import dev.weir.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of a node's ledger.
 *
 * @param directory of the journal; belongs to this node alone
 * @param node name of the node, for people
 * @param maxBytes the journal refuses new work at this size
 * @param closeWait how long a clean stop waits for Kafka
 * @param topics where the attempts go
 * @param replication of a topic that has to be made; -1: as the broker is configured
 * @param kafka client properties, {@code bootstrap.servers} among them
 */
public record LedgerSettings(
    Path directory,
    String node,
    long maxBytes,
    Duration closeWait,
    Topics topics,
    short replication,
    Map<String, Object> kafka) {
  private static final long LEAST_BYTES = 64L << 10;
  private static final long SEGMENT_BYTES = 64L << 20;
  private static final int LEAST_SEGMENTS = 8;

  public LedgerSettings {
    kafka = Map.copyOf(kafka);
    if (maxBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "a journal of " + maxBytes + " bytes is too small: at least " + LEAST_BYTES);
    }
  }

  /** Only whole segments can be deleted, so a small journal has small ones. */
  long segmentBytes() {
    return Math.min(SEGMENT_BYTES, maxBytes / LEAST_SEGMENTS);
  }

  /** Holds passwords: never printed. */
  @Override
  public String toString() {
    return "LedgerSettings[directory=" + directory + ", node=" + node + "]";
  }
}
