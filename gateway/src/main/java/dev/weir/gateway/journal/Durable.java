package dev.weir.gateway.journal;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far the journal is on the disk. Only that far it is shipped: Kafka must not know more than a
 * machine that crashed and came back, or the lost seqs would be used again and dropped as
 * duplicates.
 */
final class Durable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private Position end;

  Durable(Position end) {
    this.end = end;
  }

  void advance(Position to) {
    lock.lock();
    try {
      if (to.compareTo(end) > 0) {
        end = to;
        moved.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The end, as soon as it is behind the position or the wait is over. */
  Position awaitBehind(Position position, Duration wait) throws InterruptedException {
    long nanos = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (end.compareTo(position) <= 0 && nanos > 0) {
        nanos = moved.awaitNanos(nanos);
      }
      return end;
    } finally {
      lock.unlock();
    }
  }
}
