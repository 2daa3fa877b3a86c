package dev.weir.gateway.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Writes one call's trail: knows how long ago the call came. Thread-safe. */
final class Timeline {
  private final CallTrail trail;
  private final LongSupplier nanos;
  private final long start;

  Timeline(CallTrail trail, LongSupplier nanos) {
    this.trail = trail;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Since the call came. */
  Duration now() {
    return Duration.ofNanos(nanos.getAsLong() - start);
  }

  void add(TrailStep step) {
    trail.add(step);
  }

  void end(String code) {
    trail.end(new CallTrail.Verdict(code, now()));
  }

  CallTrail.View view() {
    return trail.view();
  }
}
