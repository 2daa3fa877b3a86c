package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.RateHold;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a call, or one attempt of it, has used of the rates that it holds a part of. The first
 * closing ends the hold: what never went to a provider counts nowhere, what failed there counts as
 * a request.
 */
final class Tally implements AutoCloseable {
  private final RateHold hold;
  private final AtomicLong tokens = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean made;

  Tally(RateHold hold) {
    this.hold = hold;
  }

  /** An attempt is in the journal, and so on its way. */
  void made() {
    made = true;
  }

  /** So many tokens, prompt and answer. */
  void used(long count) {
    tokens.addAndGet(count);
  }

  /** To be called before the client has all that it will get: it may come again at once. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (made) {
      hold.settle(tokens.get());
    } else {
      hold.release();
    }
  }
}
