package dev.weir.accounting.redis;

/** How far the data of a shard tag is (quota-protocol.md, rules 5 and 6). */
public enum LifePhase {
  /** No data, or another server's. */
  LOST,
  /** Begun anew; remains of the life before are being removed. */
  WIPING,
  /** Being rewritten by tasks and announced by gateways; nothing is granted. */
  FILLING,
  /** Complete. */
  READY
}
