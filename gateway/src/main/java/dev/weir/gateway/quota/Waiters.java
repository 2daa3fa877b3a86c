package dev.weir.gateway.quota;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Attempts that wait for one lease, in the order in which they came. */
final class Waiters {
  private final Queue<Request> queue = new ConcurrentLinkedQueue<>();

  /** What the waiting attempts want. */
  record Demand(long least, long sum) {
    static final Demand NONE = new Demand(0, 0);

    private Demand and(long nano) {
      return new Demand(sum == 0 ? nano : Math.min(least, nano), sum + nano);
    }
  }

  void add(Request request) {
    queue.add(request);
  }

  void remove(Request request) {
    queue.remove(request);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  Demand demand() {
    Demand demand = Demand.NONE;
    for (Request request : queue) {
      demand = demand.and(request.nano());
    }
    return demand;
  }

  /** So much is free: wakes those who can have it, first come first. */
  void wake(long free) {
    long left = free;
    for (Request request : queue) {
      if (request.nano() <= left) {
        left -= request.nano();
        request.wake();
      }
    }
  }

  /** There is news: all decide anew. */
  void wakeAll() {
    queue.forEach(Request::wake);
  }
}
