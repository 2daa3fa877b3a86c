package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Candidate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A second attempt that begins when the first is late. Whether it begins at all is decided once: by
 * the alarm, or by the first one's end.
 */
final class Hedge {
  private final Supplier<@Nullable Outcome> second;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final CompletableFuture<@Nullable Outcome> outcome = new CompletableFuture<>();
  private Runnable disarm = () -> {};

  /** What came of the second attempt. */
  record Outcome(Candidate candidate, Result result) {}

  private Hedge(Supplier<@Nullable Outcome> second) {
    this.second = second;
  }

  /**
   * @param second runs in a thread of its own; null: nobody was there to be tried
   */
  static Hedge arm(Clockwork.Alarm alarm, Duration after, Supplier<@Nullable Outcome> second) {
    var hedge = new Hedge(second);
    hedge.disarm = alarm.after(after, hedge::fire);
    return hedge;
  }

  /** The first attempt has ended: waits for the second if it runs, and lets it not begin if not. */
  @Nullable Outcome end() {
    disarm.run();
    return decided.compareAndSet(false, true) ? null : outcome.join();
  }

  private void fire() {
    if (decided.compareAndSet(false, true)) {
      Thread.startVirtualThread(this::run);
    }
  }

  private void run() {
    try {
      outcome.complete(second.get());
    } catch (RuntimeException | Error e) {
      // Whatever it is: the call's thread waits for the outcome.
      outcome.completeExceptionally(e);
    }
  }
}
