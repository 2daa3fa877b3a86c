package dev.weir.schemas.events;

import dev.weir.schemas.money.Money;

/** What an attempt cost: parts in pico-USD; the total in nano-USD is their sum, rounded up once. */
public record Cost(long inputPico, long cacheReadPico, long cacheWritePico, long outputPico) {
  /** Nothing. */
  public static final Cost NONE = new Cost(0, 0, 0, 0);

  /** The total in nano-USD. */
  public long totalNanoUsd() {
    return Money.nanosCeilFromPicos(
        Math.addExact(
            Math.addExact(inputPico, outputPico), Math.addExact(cacheReadPico, cacheWritePico)));
  }
}
