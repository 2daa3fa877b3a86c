package dev.weir.gateway.quota;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a worker: when called for, and when it asked for it. */
public final class RoundsThread implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RoundsThread.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private final Rounds rounds;
  private final Semaphore calls = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;

  /** A thread of this name, not started. */
  public RoundsThread(String name, Rounds rounds) {
    this.rounds = rounds;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Begins with the first round. */
  public void start() {
    thread.start();
  }

  /** The next round is due now; any thread. */
  public void wake() {
    calls.release();
  }

  private void run() {
    while (!closing) {
      try {
        calls.tryAcquire(round(), TimeUnit.NANOSECONDS);
        calls.drainPermits();
      } catch (InterruptedException e) {
        break;
      }
    }
    rounds.giveAllBack();
  }

  private long round() {
    try {
      return rounds.step();
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("a round of {} failed", thread.getName());
      rounds.startOver();
      return PAUSE_NANOS;
    }
  }

  /** Ends with the last round, for which it waits a bounded time. */
  @Override
  public void close() {
    closing = true;
    calls.release();
    try {
      if (thread.isAlive() && !thread.join(LAST_WORDS)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
