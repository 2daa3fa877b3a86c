package dev.weir.gateway.quota;

import dev.weir.gateway.core.Budget;
import dev.weir.gateway.core.Hold;
import dev.weir.schemas.events.BudgetHold;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjLongConsumer;

/** The same amount set aside in each of some leases. */
final class LeaseHold implements Hold {
  private final List<Lease> leases;
  private final long nano;
  private final List<BudgetHold> parts;
  private final ObjLongConsumer<Lease> onOverage;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** Of leases from which {@code nano} was taken. */
  LeaseHold(List<Lease> leases, long nano, ObjLongConsumer<Lease> onOverage) {
    this.leases = leases;
    this.nano = nano;
    this.onOverage = onOverage;
    List<BudgetHold> named = new ArrayList<>(leases.size());
    for (Lease lease : leases) {
      Budget terms = lease.terms();
      named.add(new BudgetHold(lease.window, nano, terms.limitNanoUsd()));
    }
    this.parts = List.copyOf(named);
  }

  @Override
  public List<BudgetHold> parts() {
    return parts;
  }

  @Override
  public void settle(long cost) {
    if (cost < 0) {
      throw new IllegalArgumentException("negative cost: " + cost);
    }
    if (!ended.compareAndSet(false, true)) {
      throw new IllegalStateException("this hold has ended already");
    }
    for (Lease lease : leases) {
      long over = lease.end(nano, cost);
      if (over > 0) {
        onOverage.accept(lease, over);
      }
    }
  }

  @Override
  public void release() {
    settle(0);
  }
}
