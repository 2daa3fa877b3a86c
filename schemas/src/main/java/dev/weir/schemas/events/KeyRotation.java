package dev.weir.schemas.events;

import java.time.Instant;
import java.util.List;

/**
 * That a key was regenerated: it keeps its id, and with it its spend and limits, and has another
 * secret.
 *
 * @param hash keyed hash of the secret that works now
 * @param count how many times the key was regenerated
 * @param at the last time
 * @param retired former secrets that work for a while yet
 */
public record KeyRotation(String hash, int count, Instant at, List<Retired> retired) {
  public KeyRotation {
    retired = List.copyOf(retired);
  }

  /**
   * A former secret.
   *
   * @param hash its keyed hash
   * @param until it works before this instant
   */
  public record Retired(String hash, Instant until) {}
}
