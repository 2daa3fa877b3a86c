package dev.weir.schemas.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Conversions between the units of money. An amount is a {@code long} of nano-USD (1e-9 USD); a
 * price is a {@code long} of pico-USD (1e-12 USD) per token; Redis counts whole micro-USD (1e-6),
 * which are exact in a double up to 9 billion USD.
 */
public final class Money {
  private static final int NANO_DIGITS = 9;
  private static final int PICO_DIGITS = 12;
  private static final long THOUSAND = 1_000;

  private Money() {}

  /**
   * Nano-USD of an amount of USD, rounded down: a limit is never made larger by rounding.
   *
   * @throws ArithmeticException if it does not fit a long (about 9.2 billion USD)
   */
  public static long nanosFromUsd(BigDecimal usd) {
    return usd.movePointRight(NANO_DIGITS).setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  /**
   * Pico-USD of a price in USD, rounded up.
   *
   * @throws ArithmeticException if it does not fit a long
   */
  public static long picosFromUsd(BigDecimal usd) {
    return usd.movePointRight(PICO_DIGITS).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /** The amount in USD, exact, without trailing zeros. */
  public static BigDecimal usd(long nanos) {
    BigDecimal usd = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros();
    return usd.scale() < 0 ? usd.setScale(0) : usd;
  }

  /** Whole micro-USD, rounded up. */
  public static long microsCeil(long nanos) {
    return Math.ceilDiv(nanos, THOUSAND);
  }

  /** Whole micro-USD, rounded down: for limits. */
  public static long microsFloor(long nanos) {
    return Math.floorDiv(nanos, THOUSAND);
  }

  /** Nano-USD of whole micro-USD. */
  public static long nanosFromMicros(long micros) {
    return Math.multiplyExact(micros, THOUSAND);
  }

  /** Nano-USD of pico-USD, rounded up. A cost is rounded once, in its total. */
  public static long nanosCeilFromPicos(long picos) {
    return Math.ceilDiv(picos, THOUSAND);
  }
}
