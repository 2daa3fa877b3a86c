package dev.weir.gateway.routing;

import java.time.Instant;

/** How the last ten seconds went. Not thread-safe. */
final class Recent {
  private static final int SECONDS = 10;

  private final long[] second = new long[SECONDS];
  private final int[] calls = new int[SECONDS];
  private final int[] failures = new int[SECONDS];
  private int inARow;
  private long now;

  void answered(Instant at) {
    inARow = 0;
    calls[slot(at)]++;
  }

  void failed(Instant at) {
    inARow++;
    int slot = slot(at);
    calls[slot]++;
    failures[slot]++;
  }

  void clear() {
    inARow = 0;
    for (int slot = 0; slot < SECONDS; slot++) {
      calls[slot] = 0;
      failures[slot] = 0;
    }
  }

  /** More failures than allowed, in a row or as at least half of all. */
  boolean tooMany(int allowed) {
    if (inARow > allowed) {
      return true;
    }
    int asked = 0;
    int failed = 0;
    for (int slot = 0; slot < SECONDS; slot++) {
      if (second[slot] > now - SECONDS) {
        asked += calls[slot];
        failed += failures[slot];
      }
    }
    return failed > allowed && 2 * failed >= asked;
  }

  private int slot(Instant at) {
    now = Math.max(now, at.getEpochSecond());
    int slot = Math.floorMod(now, SECONDS);
    if (second[slot] != now) {
      second[slot] = now;
      calls[slot] = 0;
      failures[slot] = 0;
    }
    return slot;
  }
}
