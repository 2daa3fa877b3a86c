package dev.weir.gateway.quota;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the worker: when called for, and when it asked for it. */
final class RefillThread implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RefillThread.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private final Refill refill;
  private final Semaphore calls = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "weir-leases");
  private volatile boolean closing;

  RefillThread(Refill refill) {
    this.refill = refill;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void wake() {
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
    refill.giveAllBack();
  }

  private long round() {
    try {
      return refill.step();
    } catch (RuntimeException e) {
      LOGGER.error("leases are not refilled", e);
      refill.startOver();
      return PAUSE_NANOS;
    }
  }

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
