package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The node's memory of its recent calls: so many, and none older than an hour. Thread-safe.
 *
 * <p>Looking for one walks the whole ring: that is rare, while every call writes into it.
 */
public final class Trails {
  private static final int CALLS = 10_000;
  private static final Duration AGE = Duration.ofHours(1);

  private final AtomicReferenceArray<@Nullable CallTrail> ring;
  private final AtomicLong written = new AtomicLong();
  private final Duration age;
  private final InstantSource clock;

  public Trails(InstantSource clock) {
    this(CALLS, AGE, clock);
  }

  Trails(int calls, Duration age, InstantSource clock) {
    this.ring = new AtomicReferenceArray<>(calls);
    this.age = age;
    this.clock = clock;
  }

  CallTrail begin(Call call) {
    var trail =
        new CallTrail(
            new CallTrail.Head(
                call.id(),
                call.payer().keyId(),
                call.plan().group(),
                call.request().protocol(),
                call.request().stream(),
                clock.instant()));
    keep(trail);
    return trail;
  }

  void keep(CallTrail trail) {
    ring.set((int) (written.getAndIncrement() % ring.length()), trail);
  }

  /**
   * The newest call of this id that the caller may see: his own, or any for the master key.
   *
   * @return null: there is none, or it is forgotten, or another key made it
   */
  public CallTrail.@Nullable View find(String callId, Caller caller) {
    Instant oldest = clock.instant().minus(age);
    long last = written.get() - 1;
    for (long i = last; i >= 0 && i > last - ring.length(); i--) {
      CallTrail trail = ring.get((int) (i % ring.length()));
      if (trail != null && trail.head().call().equals(callId) && visible(trail.head(), caller)) {
        return trail.head().began().isBefore(oldest) ? null : trail.view();
      }
    }
    return null;
  }

  private static boolean visible(CallTrail.Head head, Caller caller) {
    return switch (caller) {
      case Caller.Master _ -> true;
      case Caller.VirtualKey key -> key.payer().keyId().equals(head.keyId());
    };
  }
}
