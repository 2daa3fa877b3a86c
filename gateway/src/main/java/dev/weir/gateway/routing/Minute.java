package dev.weir.gateway.routing;

import java.time.Instant;

/** Requests and tokens of the last sixty seconds. Not thread-safe. */
final class Minute {
  private static final int SECONDS = 60;

  private final long[] second = new long[SECONDS];
  private final long[] requests = new long[SECONDS];
  private final long[] tokens = new long[SECONDS];

  void request(Instant at) {
    requests[slot(at)]++;
  }

  void tokens(long count, Instant at) {
    tokens[slot(at)] += count;
  }

  Usage usage(Instant at) {
    long oldest = at.getEpochSecond() - SECONDS;
    long asked = 0;
    long used = 0;
    for (int slot = 0; slot < SECONDS; slot++) {
      if (second[slot] > oldest) {
        asked += requests[slot];
        used += tokens[slot];
      }
    }
    return new Usage(asked, used);
  }

  private int slot(Instant at) {
    long now = at.getEpochSecond();
    int slot = Math.floorMod(now, SECONDS);
    if (second[slot] != now) {
      second[slot] = now;
      requests[slot] = 0;
      tokens[slot] = 0;
    }
    return slot;
  }
}
