package dev.weir.provider;

import dev.weir.provider.http.HttpReply;
import java.time.Duration;
import java.time.Instant;

/**
 * A well-formed call, and what is needed to answer and bill it.
 *
 * @param attempt its number in the log of attempts
 * @param pace how fast the answer comes
 */
record Exchange(
    Wire wire,
    Call call,
    boolean includeUsage,
    String key,
    String requestId,
    Instant startedAt,
    long attempt,
    Pace pace,
    HttpReply reply) {

  /** Waits before the first word, and before each further one. */
  record Pace(Duration first, Duration gap) {}

  Exchange at(Pace other) {
    return new Exchange(wire, call, includeUsage, key, requestId, startedAt, attempt, other, reply);
  }
}
