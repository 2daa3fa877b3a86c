package dev.weir.gateway.journal;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that brings a journal to the disk, all that came within a few milliseconds at once.
 */
final class JournalSync implements Closeable {
  private static final Duration GATHER = Duration.ofMillis(3);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Journal journal;
  private final Thread thread;
  private volatile boolean closing;

  private JournalSync(Journal journal) {
    this.journal = journal;
    this.thread = Thread.ofPlatform().name("weir-journal-sync").daemon().unstarted(this::run);
  }

  static JournalSync start(Journal journal) {
    var sync = new JournalSync(journal);
    sync.thread.start();
    return sync;
  }

  private void run() {
    while (!closing) {
      try {
        journal.awaitGrowth(RETRY);
      } catch (InterruptedException e) {
        return;
      }
      LockSupport.parkNanos(GATHER.toNanos());
      journal.sync();
    }
  }

  /** Ends the thread; the journal must have been told of the stop by {@link Journal#closeEpoch}. */
  @Override
  public void close() {
    closing = true;
    // Not interrupted: that would break a sync that is under way.
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
