package dev.weir.provider;

import java.util.List;

/** The bills, the newest {@value #CAPACITY} of them. */
final class Ledger {

  static final int CAPACITY = 200_000;

  private final Ring<Bill> bills;

  Ledger(boolean recording) {
    this.bills = new Ring<>(recording ? CAPACITY : 0);
  }

  /** Files a bill and answers its sequence number. */
  synchronized long add(Bill bill) {
    long sequence = bills.next();
    bills.add(bill.numbered(sequence));
    return sequence;
  }

  /** Notes that the client left during the very last write. */
  synchronized void cancel(long sequence) {
    Bill bill = bills.get(sequence);
    if (bill != null) {
      bills.replace(sequence, bill.asCancelled());
    }
  }

  synchronized List<Bill> bills() {
    return bills.entries();
  }

  /** How many bills were filed since the ledger was last cleared, kept or not. */
  synchronized long size() {
    return bills.size();
  }

  synchronized void clear() {
    bills.clear();
  }
}
