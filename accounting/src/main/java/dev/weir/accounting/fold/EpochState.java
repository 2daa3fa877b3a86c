package dev.weir.accounting.fold;

/**
 * What a partition knows of an epoch.
 *
 * @param endedAt log-append time (epoch milliseconds) of the record that ended it, 0 while open
 */
public record EpochState(long endedAt) {
  /** An epoch that may hold leases. */
  public static final EpochState OPEN = new EpochState(0);

  /** Whether no end of it was read. */
  public boolean open() {
    return endedAt == 0;
  }
}
