package dev.weir.provider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bills, the newest {@value #CAPACITY} of them. */
final class Ledger {

  static final int CAPACITY = 200_000;

  private final Bill[] ring;
  private long next = 1;
  private long first = 1;

  Ledger(boolean recording) {
    this.ring = new Bill[recording ? CAPACITY : 0];
  }

  /** Files a bill and answers its sequence number. */
  synchronized long add(Bill bill) {
    long sequence = next++;
    if (ring.length > 0) {
      ring[index(sequence)] = bill.numbered(sequence);
    }
    return sequence;
  }

  /** Notes that the client left during the very last write. */
  synchronized void cancel(long sequence) {
    if (ring.length > 0 && sequence >= oldest()) {
      ring[index(sequence)] = ring[index(sequence)].asCancelled();
    }
  }

  synchronized List<Bill> bills() {
    List<Bill> bills = new ArrayList<>();
    for (long sequence = oldest(); ring.length > 0 && sequence < next; sequence++) {
      bills.add(ring[index(sequence)]);
    }
    return List.copyOf(bills);
  }

  /** How many bills were filed since the ledger was last cleared, kept or not. */
  synchronized long size() {
    return next - first;
  }

  synchronized void clear() {
    Arrays.fill(ring, null);
    first = next;
  }

  private long oldest() {
    return Math.max(first, next - ring.length);
  }

  private int index(long sequence) {
    return (int) (sequence % ring.length);
  }
}
