package dev.weir.gateway.idempotency;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The named calls of this node by id: those that run, and those that succeeded until they are old,
 * too many or too large together. The oldest go first, their answers before the fact that they were
 * made. Thread-safe; its lock is taken last.
 */
final class Shelf {
  private final Limits limits;
  private final LongSupplier nanos;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  /** In the order in which they ended. */
  private final Deque<Finished> finished = new ArrayDeque<>();

  /** Those of them whose answers are in memory, in the same order. */
  private final Deque<Finished> answered = new ArrayDeque<>();

  private long bytes;

  private record Finished(Entry entry, long bytes, long atNanos) {}

  Shelf(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
  }

  /** Puts a call that begins; if there is one with its id, returns that instead. */
  @Nullable Entry begin(Entry entry) {
    forgetOld();
    return entries.putIfAbsent(entry.ticket().id(), entry);
  }

  synchronized boolean reserve(long more) {
    while (bytes + more > limits.bytes() && !answered.isEmpty()) {
      Finished oldest = answered.remove();
      oldest.entry.drop();
      bytes -= oldest.bytes;
    }
    if (bytes + more > limits.bytes()) {
      return false;
    }
    bytes += more;
    return true;
  }

  synchronized void release(long less) {
    bytes -= less;
  }

  synchronized void finished(Entry entry, long kept) {
    var now = new Finished(entry, kept, nanos.getAsLong());
    finished.add(now);
    if (entry.recording() != null) {
      answered.add(now);
    }
  }

  synchronized void freed(Entry entry, long kept) {
    bytes -= kept;
    entries.remove(entry.ticket().id(), entry);
  }

  /** Bytes of answers in memory, of running calls too. */
  synchronized long bytes() {
    return bytes;
  }

  private synchronized void forgetOld() {
    long old = nanos.getAsLong() - limits.keep().toNanos();
    for (Finished oldest = finished.peek();
        oldest != null && (finished.size() > limits.count() || oldest.atNanos - old <= 0);
        oldest = finished.peek()) {
      finished.remove();
      entries.remove(oldest.entry.ticket().id(), oldest.entry);
      if (oldest.equals(answered.peek())) {
        answered.remove();
        bytes -= oldest.bytes;
      }
    }
  }
}
