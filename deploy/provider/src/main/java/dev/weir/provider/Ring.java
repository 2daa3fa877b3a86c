package dev.weir.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries, by a number that grows by one. Small until it is filled: a test may start
 * hundreds of providers. Not thread-safe.
 */
final class Ring<T> {

  private static final int SMALLEST = 256;

  private final int capacity;
  private final List<@Nullable T> slots = new ArrayList<>();
  private long next = 1;
  private long first = 1;

  /** {@code capacity} 0: nothing is kept, but counted. */
  Ring(int capacity) {
    this.capacity = capacity;
  }

  /** The number that the next entry will have; numbers are never reused. */
  long next() {
    return next;
  }

  void add(T entry) {
    if (slots.size() < capacity && next - first >= slots.size()) {
      grow();
    }
    next++;
    if (capacity > 0) {
      slots.set(slot(next - 1), entry);
    }
  }

  /** Null: it was never there, or is gone. */
  @Nullable T get(long number) {
    return number >= oldest() && number < next && capacity > 0 ? slots.get(slot(number)) : null;
  }

  /** In place of an entry that {@link #get} answers. */
  void replace(long number, T entry) {
    slots.set(slot(number), entry);
  }

  List<T> entries() {
    List<T> entries = new ArrayList<>();
    for (long number = oldest(); number < next; number++) {
      T entry = get(number);
      if (entry != null) {
        entries.add(entry);
      }
    }
    return List.copyOf(entries);
  }

  /** How many were added since it was cleared, kept or not. */
  long size() {
    return next - first;
  }

  void clear() {
    slots.clear();
    first = next;
  }

  private void grow() {
    List<T> kept = entries();
    int size = Math.min(capacity, Math.max(SMALLEST, slots.size() * 2));
    slots.clear();
    for (int i = 0; i < size; i++) {
      slots.add(null);
    }
    for (int i = 0; i < kept.size(); i++) {
      slots.set(slot(next - kept.size() + i), kept.get(i));
    }
  }

  private long oldest() {
    return Math.max(first, next - slots.size());
  }

  private int slot(long number) {
    return (int) (number % slots.size());
  }
}
