package dev.weir.gateway.callbacks;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reports that wait for one receiver, bounded by what they keep in memory. Offering never blocks;
 * one thread takes.
 */
final class Spool {
  private final long limit;
  private final Queue<CallReport> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();

  Spool(long limit) {
    this.limit = limit;
  }

  /** False: there is no room. */
  boolean offer(CallReport report) {
    long size = report.bytes();
    if (bytes.addAndGet(size) > limit) {
      bytes.addAndGet(-size);
      return false;
    }
    waiting.add(report);
    return true;
  }

  /** The oldest reports: so many, and not many more bytes. They keep their room. */
  List<CallReport> peek(int most, long mostBytes) {
    List<CallReport> taken = new ArrayList<>();
    long size = 0;
    for (CallReport report : waiting) {
      if (taken.size() == most || size > mostBytes) {
        break;
      }
      taken.add(report);
      size += report.bytes();
    }
    return taken;
  }

  /** Gives the room of the oldest reports back. */
  void remove(int count) {
    for (int i = 0; i < count; i++) {
      CallReport report = waiting.poll();
      if (report != null) {
        bytes.addAndGet(-report.bytes());
      }
    }
  }

  long bytes() {
    return bytes.get();
  }
}
