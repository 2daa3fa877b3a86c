package dev.weir.gateway.http;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Counts calls that are running, so that a stop can wait for them. */
final class InFlight {
  /** The server itself is one party, so that the phase ends only once it is stopping. */
  private final Phaser calls = new Phaser(1);

  private volatile boolean stopping;

  /** A call begins; {@link #ended} must follow. Whoever still reaches this node is served. */
  void begin() {
    calls.register();
  }

  /** A call goes on apart from the one that is counted already; {@link #ended} must follow. */
  void another() {
    calls.register();
  }

  void ended() {
    calls.arriveAndDeregister();
  }

  int count() {
    return calls.getRegisteredParties() - 1;
  }

  boolean stopping() {
    return stopping;
  }

  /** The server is going: no new clients are wanted. */
  void stop() {
    stopping = true;
  }

  /** Waits for what runs, once. False: some of it still runs. */
  boolean await(Duration grace) throws InterruptedException {
    int phase = calls.arrive();
    try {
      calls.awaitAdvanceInterruptibly(phase, grace.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }
}
