package dev.weir.gateway.quota.rate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** What this node used lately, by time. Not thread-safe. */
final class History {
  private final long span;
  private final long slot;
  private final Deque<Slot> slots = new ArrayDeque<>();
  private long sum;

  private static final class Slot {
    final long number;
    long count;

    Slot(long number) {
      this.number = number;
    }
  }

  /**
   * So much was used so long ago, at least.
   *
   * @param age in nanoseconds
   */
  record Use(long age, long count) {}

  /**
   * Remembers for {@code span} and up to a slot longer; both in nanoseconds.
   *
   * @param slot how finely
   */
  History(long span, long slot) {
    this.span = span;
    this.slot = slot;
  }

  void add(long count, long now) {
    forget(now);
    long number = Math.floorDiv(now, slot);
    Slot last = slots.peekLast();
    if (last == null || last.number < number) {
      last = new Slot(number);
      slots.addLast(last);
    }
    last.count += count;
    sum += count;
  }

  /** Less was used at that time than was thought. */
  void subtract(long count, long at, long now) {
    forget(now);
    long number = Math.floorDiv(at, slot);
    for (Slot one : slots) {
      if (one.number == number) {
        long part = Math.min(count, one.count);
        one.count -= part;
        sum -= part;
        return;
      }
    }
  }

  long sum(long now) {
    forget(now);
    return sum;
  }

  /** When so much less than now will be remembered. */
  long freeAt(long count, long now) {
    forget(now);
    long left = count;
    for (Slot one : slots) {
      left -= one.count;
      if (left <= 0) {
        return end(one);
      }
    }
    return now;
  }

  /** When nothing will be remembered, if nothing is added. */
  long end(long now) {
    forget(now);
    Slot last = slots.peekLast();
    return last == null ? now : end(last);
  }

  List<Use> uses(long now) {
    forget(now);
    List<Use> uses = new ArrayList<>(slots.size());
    for (Slot one : slots) {
      if (one.count > 0) {
        uses.add(new Use(Math.max(0, now - (one.number + 1) * slot), one.count));
      }
    }
    return uses;
  }

  /** Everything of the other as well. */
  void addAll(History other) {
    List<Slot> both = new ArrayList<>(slots);
    both.addAll(other.slots);
    both.sort((a, b) -> Long.compare(a.number, b.number));
    slots.clear();
    for (Slot one : both) {
      Slot last = slots.peekLast();
      if (last == null || last.number != one.number) {
        last = new Slot(one.number);
        slots.addLast(last);
      }
      last.count += one.count;
    }
    sum += other.sum;
  }

  void clear() {
    slots.clear();
    sum = 0;
  }

  private void forget(long now) {
    for (Iterator<Slot> it = slots.iterator(); it.hasNext(); ) {
      Slot one = it.next();
      if (end(one) - now > 0) {
        return;
      }
      sum -= one.count;
      it.remove();
    }
  }

  private long end(Slot one) {
    return (one.number + 1) * slot + span;
  }
}
