package dev.weir.schemas.topics;

/** Whether the topics are there as they must be. */
public sealed interface TopicsCheck {
  /** They are, or have been made. */
  record Ready() implements TopicsCheck {}

  /**
   * Kafka did not answer, or refused: nothing is known, and trying again may help.
   *
   * @param reason for people
   */
  record Unreachable(String reason) implements TopicsCheck {}

  /**
   * A topic is there with another number of partitions. Records of one key would be spread over two
   * partitions: a service must not start on it.
   *
   * @param reason for people: what was found and what to do
   */
  record Mismatch(String reason) implements TopicsCheck {}
}
