package dev.weir.accounting.redis;

/**
 * One incarnation of a shard tag's data.
 *
 * @param id empty if there is no record
 */
record Life(String id, LifePhase phase) {
  /** Whether this life takes what tasks write. */
  boolean writable() {
    return phase == LifePhase.FILLING || phase == LifePhase.READY;
  }
}
