package dev.weir.gateway.directory;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far a log has been read; others can wait for it. */
final class Progress {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long next;

  /** Everything before this offset has been read. */
  void reached(long offset) {
    lock.lock();
    try {
      next = offset;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything before this offset has been read; false when that takes too long. */
  boolean await(long offset, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (next < offset) {
        if (nanos <= 0) {
          return false;
        }
        nanos = moved.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
