package dev.weir.gateway.quota;

import dev.weir.schemas.events.BudgetWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Once a second: puts out of use what others want, what is idle, and windows that are over. */
final class Sweep {
  /** A window is dropped this long after its end, when no call can be about it any more. */
  private static final Duration LINGER = Duration.ofMinutes(1);

  private final Map<BudgetWindow, Lease> leases;
  private final InstantSource clock;

  Sweep(Map<BudgetWindow, Lease> leases, InstantSource clock) {
    this.leases = leases;
    this.clock = clock;
  }

  /** The leases whose total Redis does not know. */
  List<Lease> beat(Set<String> wanted, long nanos) {
    List<Lease> untold = new ArrayList<>();
    Instant lingering = clock.instant().minus(LINGER);
    for (Lease lease : leases.values()) {
      lease.usage.beat(lease.taken(), lease.limit(), nanos);
      lease.shed(lease.usage.keep(lease.taken(), nanos));
      if (wanted.contains(lease.key) && lease.waiters.isEmpty()) {
        lease.usage.tight = true;
        lease.usage.watermark(0);
        lease.shed(0);
      }
      Instant end = lease.window.window().end();
      if (end != null && end.isBefore(lingering)) {
        drop(lease);
      }
      if (lease.totalMicros() != lease.usage.told) {
        untold.add(lease);
      }
    }
    return untold;
  }

  /** Only once Redis knows the total and agrees that the window is over: what is spent is kept. */
  private void drop(Lease lease) {
    lease.shed(0);
    if (lease.totalMicros() != lease.usage.told) {
      return;
    }
    if (!lease.knowledge().over()) {
      lease.usage.told = Usage.UNKNOWN;
    } else if (lease.retire()) {
      leases.remove(lease.window, lease);
    }
  }
}
