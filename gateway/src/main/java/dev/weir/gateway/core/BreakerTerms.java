package dev.weir.gateway.core;

import dev.weir.gateway.core.Failure.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a deployment is left alone, and for how long (CONFIGURATION.md, "Breakers"). It is left
 * alone after more failures than allowed, in a row or as at least half of what it was asked lately.
 *
 * @param cooldown how long, where the provider does not say; zero: it is never left alone
 * @param probeInterval how often it is asked again while it stays broken; never longer than the
 *     cooldown
 * @param allowed failures that are put up with, by what the last one was; of which nothing is said,
 *     that does not count
 */
public record BreakerTerms(Duration cooldown, Duration probeInterval, FailurePolicy allowed) {
  /** How many failures of the provider are put up with, where nobody says. */
  public static final int OUTAGE = 4;

  /** Weir's own rule. */
  public static final BreakerTerms STANDARD =
      new BreakerTerms(Duration.ofSeconds(5), Duration.ofSeconds(2), OUTAGE, FailurePolicy.NONE);

  /** Never left alone. */
  public static final BreakerTerms NEVER =
      new BreakerTerms(Duration.ZERO, Duration.ZERO, FailurePolicy.NONE);

  public BreakerTerms {
    if (cooldown.isNegative() || probeInterval.isNegative()) {
      throw new IllegalArgumentException("negative: " + cooldown + ", " + probeInterval);
    }
    probeInterval = probeInterval.compareTo(cooldown) < 0 ? probeInterval : cooldown;
  }

  /**
   * A bad credential and a rate limit count at once.
   *
   * @param outage how many failures of the provider or of the way to it are put up with
   * @param own where something else is said
   */
  public BreakerTerms(Duration cooldown, Duration probeInterval, int outage, FailurePolicy own) {
    this(cooldown, probeInterval, FailurePolicy.of(kinds(outage)).overriddenBy(own));
  }

  /** How many failures like this are put up with; null: it does not count. */
  public @Nullable Integer allowed(Failure failure) {
    return cooldown.isZero() ? null : allowed.of(failure);
  }

  /** The same, but these kinds do not count. */
  public BreakerTerms without(Kind... kinds) {
    var rest = new HashMap<>(allowed.kinds());
    for (Kind kind : kinds) {
      rest.remove(kind);
    }
    return new BreakerTerms(cooldown, probeInterval, new FailurePolicy(rest, allowed.statuses()));
  }

  private static Map<Kind, Integer> kinds(int outage) {
    var kinds = new EnumMap<Kind, Integer>(Kind.class);
    kinds.put(Kind.AUTHENTICATION, 0);
    kinds.put(Kind.PERMISSION, 0);
    kinds.put(Kind.RATE_LIMITED, 0);
    kinds.put(Kind.CONNECTION, outage);
    kinds.put(Kind.TIMEOUT, outage);
    kinds.put(Kind.SERVER, outage);
    kinds.put(Kind.BROKEN_ANSWER, outage);
    kinds.put(Kind.NOT_FOUND, outage);
    return kinds;
  }
}
