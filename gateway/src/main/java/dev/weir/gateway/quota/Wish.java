package dev.weir.gateway.quota;

import static dev.weir.schemas.money.Money.microsCeil;

import dev.weir.gateway.quota.Waiters.Demand;
import java.util.Optional;

/**
 * What a call for a lease wants, in whole micro-USD; see {@link Ask}.
 *
 * <p>Where little is left, several nodes may each hold a part that serves nobody. So a node whose
 * free part is too small for any who wait gives it back in the same call in which it asks anew.
 */
record Wish(long least, long need, long want) {
  /** Only to tell the total. */
  static final Wish NOTHING = new Wish(0, 0, 0);

  /** What there is to call for, if anything; may put the free part of the lease out of use. */
  static Optional<Wish> of(Lease lease, long nanos) {
    Demand demand = lease.waiters.demand();
    if (demand.sum() > lease.free()) {
      if (lease.usage.tight && demand.least() > lease.free()) {
        lease.shed(0);
      }
      long least = Math.max(1, microsCeil(demand.least() - lease.free()));
      long need = Math.max(least, microsCeil(demand.sum() - lease.free()));
      return Optional.of(new Wish(least, need, Math.max(need, ahead(lease, demand.sum(), nanos))));
    }
    if (lease.usage.low(lease.free())) {
      long ahead = ahead(lease, 0, nanos);
      if (ahead > 0) {
        return Optional.of(new Wish(0, 0, ahead));
      }
    }
    return told(lease);
  }

  /** To tell the total, if Redis does not know it. */
  static Optional<Wish> told(Lease lease) {
    return lease.totalMicros() == lease.usage.told ? Optional.empty() : Optional.of(NOTHING);
  }

  private static long ahead(Lease lease, long waiting, long nanos) {
    long target = lease.usage.target(lease.taken(), waiting, lease.limit(), nanos);
    return Math.max(0, microsCeil(target - lease.free()));
  }
}
