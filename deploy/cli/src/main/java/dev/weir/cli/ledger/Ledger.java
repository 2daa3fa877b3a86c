package dev.weir.cli.ledger;

import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.topics.Topics;
import java.time.ZoneId;

/**
 * Where the ledger is.
 *
 * @param zone in which its days begin
 */
public record Ledger(KafkaSettings kafka, ZoneId zone) {
  /** Its topics. */
  public Topics topics() {
    return new Topics(kafka.topicPrefix(), kafka.attemptPartitions());
  }
}
