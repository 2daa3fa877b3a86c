package dev.weir.gateway.routing;

import java.time.Instant;

/**
 * A breaker that opened or closed, as one node tells the others.
 *
 * @param deployment its id
 * @param at when it was decided, by that node's clock; of two the later counts
 * @param until when the rest ends; {@link Instant#EPOCH}: it is closed
 * @param reason code of the failure that opened it; empty if it is closed
 */
record BreakerNews(String deployment, Instant at, Instant until, String reason) {
  boolean closed() {
    return until.equals(Instant.EPOCH);
  }
}
