package dev.weir.gateway.quota;

import dev.weir.gateway.core.Admission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One attempt that wants the same amount of every lease concerned, or of none. */
final class Request {
  private static final long FRESH_NANOS = 1_000_000_000;

  private final Leases plane;
  private final List<Lease> leases;
  private final long nano;
  private final long deadline;
  private final Thread thread = Thread.currentThread();
  private final List<Lease> waitsFor = new ArrayList<>();
  private final long[] answersBefore;

  Request(Leases plane, List<Lease> leases, long nano, long deadline) {
    this.plane = plane;
    this.leases = leases;
    this.nano = nano;
    this.deadline = deadline;
    this.answersBefore = new long[leases.size()];
    Arrays.fill(answersBefore, Long.MAX_VALUE);
  }

  long nano() {
    return nano;
  }

  /**
   * The decision, if there is one now; until then the attempt waits in the leases it is short of.
   */
  @Nullable Admission poll() {
    boolean first = waitsFor.isEmpty();
    Admission decided = decide();
    if (decided == null && first) {
      // What became free before this attempt stood in the queues woke nobody.
      decided = decide();
    }
    if (decided != null) {
      end();
    }
    return decided;
  }

  /** Waits for news, or for the deadline. */
  void await() {
    LockSupport.parkNanos(this, Math.max(0, deadline - plane.nanos()));
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  /** Waits no longer. */
  void end() {
    if (!waitsFor.isEmpty()) {
      waitsFor.forEach(lease -> lease.waiters.remove(this));
      waitsFor.clear();
      plane.stopsWaiting();
    }
  }

  private @Nullable Admission decide() {
    if (!leases.isEmpty() && plane.stopped()) {
      Lease first = leases.getFirst();
      return new Admission.Unavailable(first.terms(), plane.trouble(first));
    }
    Lease lacking = take();
    if (lacking == null) {
      leases.forEach(plane::taken);
      return new Admission.Admitted(new LeaseHold(leases, nano, plane::overage));
    }
    for (int i = 0; i < leases.size(); i++) {
      Lease lease = leases.get(i);
      if (lease.limit() == 0 || lease.free() < nano || lease.retired()) {
        Admission refused = refusal(lease, answersBefore[i]);
        if (refused != null) {
          return refused;
        }
      }
    }
    if (plane.nanos() - deadline >= 0 || !await(lacking)) {
      return plane.busy(lacking);
    }
    return null;
  }

  /**
   * All or none; the lease that is lacking, if there is one. Looks before it takes: two attempts
   * that take and put back in turn would wake each other without end.
   */
  private @Nullable Lease take() {
    for (Lease lease : leases) {
      if (lease.limit() == 0 || lease.free() < nano || lease.retired()) {
        return lease;
      }
    }
    for (int i = 0; i < leases.size(); i++) {
      Lease lease = leases.get(i);
      if (!lease.take(nano)) {
        for (int back = 0; back < i; back++) {
          leases.get(back).end(nano, 0);
        }
        return lease;
      }
    }
    return null;
  }

  private @Nullable Admission refusal(Lease lease, long before) {
    String trouble = plane.trouble(lease);
    if (lease.exhausted(nano)) {
      Knowledge known = lease.knowledge();
      boolean sure =
          lease.spent() + nano > lease.limit()
              || lease.limit() == 0
              || !trouble.isEmpty()
              || known.answers() > before
              || (known.answers() > 0 && plane.nanos() - known.at() < FRESH_NANOS);
      if (sure) {
        return new Admission.Exhausted(lease.terms(), lease.knownSpent(), lease.knownHeld(), nano);
      }
    }
    return trouble.isEmpty() ? null : new Admission.Unavailable(lease.terms(), trouble);
  }

  /** Queues up at every lease that is short, once; false if too many wait. */
  private boolean await(Lease lacking) {
    if (waitsFor.isEmpty() && !plane.startsWaiting()) {
      return false;
    }
    for (int i = 0; i < leases.size(); i++) {
      Lease lease = leases.get(i);
      boolean isShort = lease == lacking || lease.free() < nano;
      if (isShort && !waitsFor.contains(lease)) {
        answersBefore[i] = lease.knowledge().answers();
        waitsFor.add(lease);
        lease.waiters.add(this);
        plane.poke(lease);
      }
    }
    return true;
  }
}
