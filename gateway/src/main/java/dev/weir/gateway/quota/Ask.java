package dev.weir.gateway.quota;

import static dev.weir.schemas.money.Money.microsFloor;

import dev.weir.gateway.core.Budget;

/**
 * One call for one quota window: the whole truth about a lease, then what more it wants
 * (quota-protocol.md, rule 1). Amounts are whole micro-USD.
 *
 * @param life the life of the data that it is meant for
 * @param seq grows with each call of the epoch
 * @param total all this epoch was granted, less what it gave back
 * @param least less than this is of no use; 0 if nobody waits
 * @param need what waits
 * @param want what would be good to have, if there is plenty
 */
record Ask(
    Budget budget,
    String tag,
    String key,
    String life,
    long seq,
    long total,
    long least,
    long need,
    long want) {
  Ask {
    if (least > need || need > want || least < 0) {
      throw new IllegalArgumentException(least + " <= " + need + " <= " + want);
    }
  }

  /** A fraction of a micro-USD is no part of the limit. */
  long limit() {
    return microsFloor(budget.limitNanoUsd());
  }
}
