package dev.weir.gateway.journal;

import dev.weir.gateway.journal.Prepared.Numbered;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.events.AttemptStarted;
import dev.weir.schemas.events.LogEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's events on disk, in segments that are only appended to. An append reaches the page
 * cache before it returns, so a killed process loses nothing; {@link JournalSync} brings it to the
 * disk. Starts are refused when there is no room; what must follow a start always fits.
 */
final class Journal implements Closeable {
  /** Kept free for what opens and closes epochs. */
  private static final int EPOCH_BYTES = 4096;

  private static final int TYPICAL_BYTES = 1024;

  private static final Logger LOGGER = LoggerFactory.getLogger(Journal.class);

  private final JournalDirectory directory;
  private final long capacity;
  private final long segmentBytes;
  private final Cursor cursor;
  private final Durable durable;
  private final OpenWork open;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final NavigableMap<Long, Long> full;
  private final Queue<LongFunction<? extends Numbered<?>>> unwritten = new ArrayDeque<>();
  private Segment active;
  private long nextSeq;
  private long fullBytes;
  private @Nullable String failure;
  private @Nullable String syncFailure;
  private boolean unsynced;
  private boolean rolled;
  private boolean closing;

  private Journal(
      JournalDirectory directory,
      long capacity,
      long segmentBytes,
      Cursor cursor,
      RecoveredJournal found) {
    this.directory = directory;
    this.capacity = capacity;
    this.segmentBytes = segmentBytes;
    this.cursor = cursor;
    this.open = found.open();
    this.full = found.full();
    this.fullBytes = full.values().stream().mapToLong(Long::longValue).sum();
    this.active = found.active();
    this.nextSeq = Math.max(found.nextSeq(), cursor.next());
    this.durable = new Durable(new Position(active.base(), active.end()));
  }

  /**
   * Opens the journal, makes it if there is none, and cuts off a torn tail.
   *
   * @throws JournalInUseException if another process has it
   */
  static Journal open(Path path, long capacity, long segmentBytes) throws IOException {
    JournalDirectory directory = JournalDirectory.open(path);
    try {
      RecoveredJournal found = RecoveredJournal.read(directory);
      return new Journal(directory, capacity, segmentBytes, Cursor.open(path), found);
    } catch (IOException e) {
      directory.close();
      throw e;
    }
  }

  String id() {
    return directory.id();
  }

  Path path() {
    return directory.path();
  }

  Cursor cursor() {
    return cursor;
  }

  Durable durable() {
    return durable;
  }

  /** Appends a start, made for its seq, unless there is no room. */
  Recording start(LongFunction<AttemptStarted> draft) {
    Prepared<AttemptStarted> prepared = Prepared.of(draft);
    lock.lock();
    try {
      Numbered<AttemptStarted> start = prepared.at(nextSeq);
      String refusal = refusal(start.entry().size());
      if (refusal != null) {
        return new Recording.Full(refusal);
      }
      write(start);
      return new Recording.Recorded(new OpenAttempt(start.event()));
    } catch (IOException e) {
      failed(e);
      return new Recording.Full("the journal can't be written: " + e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  /** Appends the end of an attempt: at once, or as soon as a failing disk takes it. */
  void finish(LongFunction<AttemptFinished> draft) {
    Prepared<AttemptFinished> prepared = Prepared.of(draft);
    add(prepared::at);
  }

  /** The same of an event that its seq decides more of than its seq. */
  void append(LongFunction<? extends LogEvent> draft) {
    add(seq -> Numbered.of(draft.apply(seq)));
  }

  private void add(LongFunction<? extends Numbered<?>> event) {
    lock.lock();
    try {
      unwritten.add(event);
      writeUnwritten();
    } finally {
      lock.unlock();
    }
  }

  /** Appends the end of the epoch, the last event; false, and nothing, if attempts are open. */
  boolean closeEpoch(LongFunction<? extends LogEvent> end) {
    lock.lock();
    try {
      closing = true;
      grown.signalAll();
      writeUnwritten();
      if (open.size() > 0) {
        return false;
      }
      append(end);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void writeUnwritten() {
    try {
      for (var draft = unwritten.peek(); draft != null; draft = unwritten.peek()) {
        write(draft.apply(nextSeq));
        unwritten.remove();
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private void write(Numbered<?> numbered) throws IOException {
    byte[] record = numbered.entry().encode();
    if (active.end() >= segmentBytes) {
      roll();
    }
    active.append(record);
    open.apply(numbered.event(), record.length);
    nextSeq++;
    if (!unsynced) {
      unsynced = true;
      grown.signal();
    }
  }

  private void roll() throws IOException {
    active.sync();
    List<Entry> copies = open.events().stream().map(Entry::copy).toList();
    Segment next = Segment.create(directory.path(), nextSeq, copies);
    Segment last = active;
    full.put(last.base(), last.end());
    fullBytes += last.end();
    active = next;
    rolled = true;
    last.close();
  }

  private @Nullable String refusal(int size) {
    if (closing) {
      return "the node is stopping";
    }
    String broken = syncFailure != null ? syncFailure : failure;
    if (broken != null) {
      return "the journal can't be written: " + broken;
    }
    if (size > Entry.MAX_PAYLOAD_BYTES / 2) {
      return "an event of " + size + " bytes is too large for the journal";
    }
    long needed = size + OpenWork.reserve(size) + open.reservedBytes() + EPOCH_BYTES;
    return bytes() + needed > capacity
        ? "the journal is full: " + bytes() + " of " + capacity + " bytes await Kafka"
        : null;
  }

  private void failed(IOException e) {
    if (failure == null) {
      LOGGER.error("The journal can't be written: new work is refused", e);
    }
    failure = String.valueOf(e.getMessage());
  }

  /** Waits a while for something to sync; then tries again what a failing disk refused. */
  void awaitGrowth(Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long nanos = wait.toNanos();
      while (!unsynced && !closing && nanos > 0) {
        nanos = grown.awaitNanos(nanos);
      }
      if (nanos <= 0) {
        failure = null;
        writeUnwritten();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Brings to the disk what is appended so far. The thread must not be interrupted. */
  void sync() {
    Segment segment;
    Position end;
    boolean named;
    lock.lock();
    try {
      if (!unsynced) {
        return;
      }
      segment = active;
      end = new Position(active.base(), active.end());
      named = rolled;
      unsynced = false;
      rolled = false;
    } finally {
      lock.unlock();
    }
    try {
      segment.sync();
      if (named) {
        JournalDirectory.sync(directory.path());
      }
    } catch (IOException e) {
      syncFailed(e);
    }
    // After a failed sync too: then Kafka is the safer place.
    durable.advance(end);
  }

  /** For good: a kernel forgets what it failed to write, so a later sync proves nothing. */
  private void syncFailed(IOException e) {
    lock.lock();
    try {
      if (syncFailure == null) {
        LOGGER.error("The journal can't be synced: new work is refused until a restart", e);
      }
      syncFailure = "its disk failed (" + e.getMessage() + "); restart the node";
    } finally {
      lock.unlock();
    }
  }

  /** Saves the cursor, and deletes the segments that Kafka has acknowledged whole. */
  void tidy() throws IOException {
    cursor.save();
    long next = cursor.next();
    for (Long base = acknowledged(next); base != null; base = acknowledged(next)) {
      Files.delete(Segment.path(directory.path(), base));
    }
  }

  private @Nullable Long acknowledged(long next) {
    lock.lock();
    try {
      if (full.isEmpty() || segmentAfter(full.firstKey()) > next) {
        return null;
      }
      Map.Entry<Long, Long> oldest = full.pollFirstEntry();
      fullBytes -= oldest.getValue();
      return oldest.getKey();
    } finally {
      lock.unlock();
    }
  }

  /** First seq of the segment after that one. */
  long segmentAfter(long base) {
    lock.lock();
    try {
      Long next = full.higherKey(base);
      return next == null ? active.base() : next;
    } finally {
      lock.unlock();
    }
  }

  /** First seq of the segment that the seq stands in, or of the oldest. */
  long segmentOf(long seq) {
    lock.lock();
    try {
      if (seq >= active.base() || full.isEmpty()) {
        return active.base();
      }
      Long base = full.floorKey(seq);
      return base == null ? full.firstKey() : base;
    } finally {
      lock.unlock();
    }
  }

  /** What the events so far leave open; in order, as a copy. */
  List<LogEvent> leftOpen() {
    lock.lock();
    try {
      return open.events();
    } finally {
      lock.unlock();
    }
  }

  /**
   * How the journal stands.
   *
   * @param nextSeq of the next event; all before it are written
   * @param unwritten events that a failing disk has not taken yet
   * @param refusal why a start would be refused; null: it would not
   */
  record State(
      long bytes, long nextSeq, int openAttempts, int unwritten, @Nullable String refusal) {}

  State state() {
    lock.lock();
    try {
      return new State(bytes(), nextSeq, open.size(), unwritten.size(), refusal(TYPICAL_BYTES));
    } finally {
      lock.unlock();
    }
  }

  private long bytes() {
    return fullBytes + active.end();
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closing = true;
      grown.signalAll();
      active.close();
      cursor.close();
      directory.close();
    } finally {
      lock.unlock();
    }
  }
}
