package dev.weir.accounting.redis;

/**
 * Where accounting writes what the log says about budgets, for gateways to read. One per process;
 * shared by all tasks.
 *
 * <p>Nothing here waits for Redis. What is written is absolute and carries the log offset as its
 * version, so it may be sent again, late, or by two processes at once: an older version never
 * overwrites a newer one.
 */
public interface BudgetBoard extends AutoCloseable {
  /**
   * Begins to write for a partition of the attempt topic, when its task starts.
   *
   * @throws IllegalStateException if this process writes for that partition already
   */
  TaskBoard task(int partition);

  /** How the writing goes, for health and metrics. */
  BoardState state();

  /** Sends what waits, for at most two seconds, and stops. */
  @Override
  void close();
}
