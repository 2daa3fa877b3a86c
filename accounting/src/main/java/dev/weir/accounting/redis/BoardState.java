package dev.weir.accounting.redis;

import java.util.Map;

/**
 * How the writing to Redis goes.
 *
 * @param connected whether the last exchange with Redis succeeded
 * @param waiting rows, totals and epoch lists not yet acknowledged by Redis
 * @param phases phase of each shard tag's data; a tag that was never read is absent
 */
public record BoardState(boolean connected, int waiting, Map<String, LifePhase> phases) {
  public BoardState {
    phases = Map.copyOf(phases);
  }

  /** Whether every tag grants leases. */
  public boolean ready() {
    return !phases.isEmpty() && phases.values().stream().allMatch(LifePhase.READY::equals);
  }
}
