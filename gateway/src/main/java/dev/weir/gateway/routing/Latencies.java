package dev.weir.gateway.routing;

import dev.weir.schemas.config.Balancing.Choice;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How slow a deployment was lately. Not thread-safe. */
final class Latencies {
  private static final int MOST = 1000;

  private record Sample(Instant at, double nanos) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private int kept;
  private boolean silent;

  Latencies(int kept) {
    keep(kept);
  }

  /** How many are kept from now on, the latest. */
  final void keep(int most) {
    kept = Math.min(most, MOST);
    while (samples.size() > kept) {
      samples.removeFirst();
    }
  }

  void add(double nanos, Instant at) {
    silent = false;
    samples.addLast(new Sample(at, nanos));
    if (samples.size() > kept) {
      samples.removeFirst();
    }
  }

  /** It did not answer in time: nobody knows how slow it is, until it answers again. */
  void silent() {
    silent = true;
  }

  /** The mean; 0 if nothing is known, infinite while it is silent. */
  double mean(Choice choice, Instant now) {
    if (silent) {
      return Double.POSITIVE_INFINITY;
    }
    Instant oldest = now.minus(choice.ttl());
    return samples.stream()
        .filter(sample -> sample.at.isAfter(oldest))
        .mapToDouble(Sample::nanos)
        .average()
        .orElse(0);
  }
}
