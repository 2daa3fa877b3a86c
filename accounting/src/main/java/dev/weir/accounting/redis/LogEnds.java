package dev.weir.accounting.redis;

/** Where the attempt topic ends. Called by one thread of the board. */
@FunctionalInterface
public interface LogEnds {
  /**
   * Offset after the last record of the partition, acknowledged before this call.
   *
   * @throws RuntimeException if it can't be had now; asked again later
   */
  long endOffset(int partition);
}
