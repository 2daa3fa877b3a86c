package dev.weir.gateway.quota;

import dev.weir.gateway.core.Admission;
import dev.weir.gateway.core.Budget;
import dev.weir.schemas.config.RedisSettings;
import dev.weir.schemas.events.BudgetWindow;
import dev.weir.schemas.redis.RedisKeys;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The leases of one node for one epoch, refilled by one worker. Holds are taken and ended in memory
 * without locks; see quota-protocol.md for what keeps the limits.
 */
public final class Leases implements BudgetPlane, AutoCloseable {
  private final LeaseSettings settings;
  private final RedisKeys keys;
  private final LongSupplier nanos;
  private final OverageListener overages;
  private final Map<BudgetWindow, Lease> leases = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Refill refill;
  private final RoundsThread thread;

  Leases(
      LeaseStore store,
      RedisKeys keys,
      BooleanSupplier opened,
      LeaseSettings settings,
      OverageListener overages,
      InstantSource clock,
      LongSupplier nanos) {
    this.settings = settings;
    this.keys = keys;
    this.nanos = nanos;
    this.overages = overages;
    this.refill = new Refill(store, leases, opened, clock, nanos);
    this.thread = new RoundsThread("weir-leases", refill);
  }

  /**
   * Leases from Redis. Nothing happens before {@link #start}.
   *
   * @param epoch this life of this node; never used before
   * @param opened whether the epoch's beginning is acknowledged in every partition of the log:
   *     nothing is asked of Redis before (quota-protocol.md, rule 2)
   * @param nanos a clock that only grows, such as {@code System::nanoTime}
   */
  public static Leases overRedis(
      RedisSettings redis,
      String epoch,
      BooleanSupplier opened,
      LeaseSettings settings,
      OverageListener overages,
      InstantSource clock,
      LongSupplier nanos) {
    RedisKeys keys = new RedisKeys(redis.prefix());
    LeaseStore store = new RedisLeases(redis, keys, epoch);
    return new Leases(store, keys, opened, settings, overages, clock, nanos);
  }

  /** Begins to ask for leases, in a thread of its own; Redis need not be there yet. */
  public Leases start() {
    thread.start();
    return this;
  }

  @Override
  public Admission admit(List<Budget> budgets, long nanoUsd) {
    Request request = request(budgets, nanoUsd);
    try {
      Admission decided = request.poll();
      while (decided == null) {
        request.await();
        if (Thread.currentThread().isInterrupted()) {
          return new Admission.Unavailable(budgets.getFirst(), "interrupted");
        }
        decided = request.poll();
      }
      return decided;
    } finally {
      request.end();
    }
  }

  /** The request of the calling thread. */
  Request request(List<Budget> budgets, long nanoUsd) {
    if (nanoUsd < 0) {
      throw new IllegalArgumentException("negative estimate: " + nanoUsd);
    }
    List<Lease> concerned = new ArrayList<>(budgets.size());
    for (Budget budget : budgets) {
      concerned.add(lease(budget));
    }
    return new Request(
        this, concerned, nanoUsd, nanos.getAsLong() + settings.budgetWait().toNanos());
  }

  private Lease lease(Budget budget) {
    Lease lease = leases.get(budget.window());
    if (lease == null) {
      lease = leases.computeIfAbsent(budget.window(), window -> fresh(budget));
    }
    if (lease.update(budget)) {
      poke(lease);
    }
    return lease;
  }

  private Lease fresh(Budget budget) {
    BudgetWindow window = budget.window();
    return new Lease(budget, keys.tag(window), keys.quota(window), nanos.getAsLong());
  }

  @Override
  public PlaneState state() {
    Collection<Lease> all = leases.values();
    return refill.state(
        all.size(),
        waiting.get(),
        all.stream().mapToLong(Lease::total).sum(),
        all.stream().mapToLong(Lease::held).sum(),
        all.stream().mapToLong(Lease::spent).sum());
  }

  /**
   * Stops and gives back all that is free, if Redis answers within a second or so. To be called
   * when no attempt runs any more; what is still held stays leased until the epoch is closed in the
   * log.
   */
  @Override
  public void close() {
    thread.close();
  }

  /** One round of the worker, for tests without its thread. */
  long step() {
    return refill.step();
  }

  long nanos() {
    return nanos.getAsLong();
  }

  void poke(Lease lease) {
    if (refill.poke(lease)) {
      thread.wake();
    }
  }

  void overage(Lease lease, long nanoUsd) {
    overages.overage(lease.terms(), nanoUsd);
    poke(lease);
  }

  /** Called after a hold was taken: refills in time. */
  void taken(Lease lease) {
    if (lease.usage.low(lease.free())) {
      poke(lease);
    }
  }

  String trouble(Lease lease) {
    return refill.trouble(lease);
  }

  /** Whether the leases may not be used any more, whatever is free. */
  boolean stopped() {
    return refill.stopped();
  }

  boolean startsWaiting() {
    if (waiting.incrementAndGet() > settings.maxWaiting()) {
      waiting.decrementAndGet();
      return false;
    }
    return true;
  }

  void stopsWaiting() {
    waiting.decrementAndGet();
  }

  Admission busy(Lease lease) {
    return new Admission.Busy(lease.terms(), settings.budgetWait());
  }

  /** The last round of the worker, for tests without its thread. */
  void giveAllBack() {
    refill.giveAllBack();
  }

  Collection<Lease> all() {
    return leases.values();
  }
}
