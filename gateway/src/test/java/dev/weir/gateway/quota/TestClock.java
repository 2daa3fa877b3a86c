package dev.weir.gateway.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when the test says so. */
final class TestClock implements InstantSource {
  private Instant now = Instant.parse("2026-01-15T12:00:00Z");
  private long nanos;

  @Override
  public Instant instant() {
    return now;
  }

  long nanos() {
    return nanos;
  }

  void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }
}
