package dev.weir.gateway.quota;

import static dev.weir.schemas.money.Money.microsFloor;
import static dev.weir.schemas.money.Money.nanosFromMicros;

import dev.weir.gateway.core.Budget;
import dev.weir.schemas.events.BudgetWindow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * This node's part of one quota window, in nano-USD: total = free + held + spent. Any number of
 * threads take and end holds; no lock. Only {@link #grant} and overage make the total grow, and it
 * is whole micro-USD always, because that is what Redis counts.
 */
final class Lease {
  private static final long RETIRED = Long.MIN_VALUE;

  final BudgetWindow window;

  /** Shard tag and name of the quota in Redis. */
  final String tag;

  final String key;

  /** Attempts that wait for this lease. */
  final Waiters waiters = new Waiters();

  /** For the worker: how it is used, and what Redis knows of it. */
  final Usage usage;

  private final AtomicReference<Budget> terms;
  private final AtomicReference<Knowledge> knowledge = new AtomicReference<>(Knowledge.NONE);
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong free = new AtomicLong();
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong spent = new AtomicLong();
  private final LongAdder taken = new LongAdder();

  Lease(Budget budget, String tag, String key, long nanos) {
    this.window = budget.window();
    this.tag = tag;
    this.key = key;
    this.terms = new AtomicReference<>(budget);
    this.usage = new Usage(nanos);
  }

  /** Takes a hold, if that much is free. */
  boolean take(long nano) {
    held.addAndGet(nano);
    for (long now = free.get(); now >= nano; now = free.get()) {
      if (free.compareAndSet(now, now - nano)) {
        taken.add(nano);
        return true;
      }
    }
    held.addAndGet(-nano);
    return false;
  }

  /** Ends a hold at a cost; what it costs beyond the hold and the free part is returned. */
  long end(long hold, long cost) {
    long over = 0;
    if (cost <= hold) {
      free.addAndGet(hold - cost);
    } else {
      over = cost - hold - takeUpTo(cost - hold);
      long forced = nanosFromMicros(Math.ceilDiv(over, 1_000));
      total.addAndGet(forced);
      free.addAndGet(forced - over);
    }
    spent.addAndGet(cost);
    held.addAndGet(-hold);
    waiters.wake(free.get());
    return over;
  }

  private long takeUpTo(long nano) {
    while (true) {
      long now = free.get();
      long part = Math.clamp(now, 0, nano);
      if (free.compareAndSet(now, now - part)) {
        return part;
      }
    }
  }

  /** Redis granted so much. */
  void grant(long micros) {
    total.addAndGet(nanosFromMicros(micros));
    free.addAndGet(nanosFromMicros(micros));
  }

  /** Puts what is free beyond {@code keep} out of use, to be given back by the next call. */
  void shed(long keep) {
    while (true) {
      long now = free.get();
      long part = nanosFromMicros(microsFloor(Math.max(0, now - keep)));
      if (part == 0) {
        return;
      }
      if (free.compareAndSet(now, now - part)) {
        total.addAndGet(-part);
        return;
      }
    }
  }

  /** Takes it out of use for good, if nothing is held and nothing whole is free. */
  boolean retire() {
    long rest = free.get();
    return held.get() == 0
        && waiters.isEmpty()
        && rest >= 0
        && rest < nanosFromMicros(1)
        && free.compareAndSet(rest, RETIRED);
  }

  /** Whether the window is over and this lease is out of use. */
  boolean retired() {
    return free.get() == RETIRED;
  }

  /** Takes over the terms of a newer version; true if the limit was cut, and what was free shed. */
  boolean update(Budget budget) {
    for (Budget now = terms.get(); budget.version() > now.version(); now = terms.get()) {
      if (terms.compareAndSet(now, budget)) {
        boolean cut = budget.limitNanoUsd() < now.limitNanoUsd();
        if (cut) {
          shed(0);
        }
        return cut;
      }
    }
    return false;
  }

  /** Whether what is known to be spent, and this estimate, are over the limit. */
  boolean exhausted(long nano) {
    return limit() == 0 || knownSpent() + nano > limit();
  }

  /** Spent by this node, and by all others as far as Redis has told. */
  long knownSpent() {
    return knowledge.get().othersSpent() + spent.get();
  }

  /** What Redis counts as in use beyond what is known to be spent. */
  long knownHeld() {
    return Math.max(held.get(), knowledge.get().used() - knownSpent());
  }

  Knowledge knowledge() {
    return knowledge.get();
  }

  void learn(Knowledge news) {
    knowledge.set(news);
  }

  Budget terms() {
    return terms.get();
  }

  /** In force here; whole micro-USD. */
  long limit() {
    return nanosFromMicros(microsFloor(terms.get().limitNanoUsd()));
  }

  long totalMicros() {
    return microsFloor(total.get());
  }

  long total() {
    return total.get();
  }

  long free() {
    return Math.max(0, free.get());
  }

  long held() {
    return held.get();
  }

  long spent() {
    return spent.get();
  }

  /** All that was ever taken by holds: grows with use. */
  long taken() {
    return taken.sum();
  }
}
