package dev.weir.gateway.core;

import java.time.Duration;

/**
 * How a limit stands, as far as this node knows.
 *
 * @param remaining what may still be used now, not negative
 * @param reset until all of the limit may be used, if nobody uses any
 */
public record RateFigures(RateLimit limit, long remaining, Duration reset) {}
