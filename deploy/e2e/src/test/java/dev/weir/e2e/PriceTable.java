package dev.weir.e2e;

import dev.weir.provider.Bill;
import dev.weir.provider.Usage;
import java.util.List;
import java.util.Map;

/**
 * The providers' list prices, typed in from their price pages and not taken from Weir's own book:
 * pico-USD a token (1 USD a million tokens is 1,000,000 pico-USD a token).
 */
record PriceTable(long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output) {
  private static final long USD_PER_MILLION = 1_000_000;
  private static final long PICO_PER_NANO = 1_000;

  private static final Map<String, PriceTable> BY_MODEL =
      Map.of(
          "claude-sonnet-4-6", hundredths(300, 30, 375, 600, 1_500),
          "claude-haiku-4-5-20251001", hundredths(100, 10, 125, 200, 500),
          "gpt-4o", hundredths(250, 125, 0, 0, 1_000),
          "text-embedding-3-small", hundredths(2, 0, 0, 0, 0),
          // Azure's bills name the deployment: text-embedding-3-large here.
          "embeddings-eu", hundredths(13, 0, 0, 0, 0));

  /** What the provider charges for a call, in nano-USD, rounded up. */
  static long nanoUsd(Bill bill) {
    PriceTable price = BY_MODEL.get(bill.model());
    Usage usage = bill.usage();
    return Math.ceilDiv(
        usage.input() * price.input
            + usage.cacheRead() * price.cacheRead
            + usage.cacheWrite5m() * price.cacheWrite5m
            + usage.cacheWrite1h() * price.cacheWrite1h
            + usage.output() * price.output,
        PICO_PER_NANO);
  }

  static long nanoUsd(List<Bill> bills) {
    return bills.stream().mapToLong(PriceTable::nanoUsd).sum();
  }

  /** What the provider charges for the prompts of these calls, in nano-USD. */
  static long promptNanoUsd(List<Bill> bills) {
    return bills.stream()
        .mapToLong(bill ->
            nanoUsd(bill)
                - bill.usage().output() * BY_MODEL.get(bill.model()).output / PICO_PER_NANO)
        .sum();
  }

  /** Prices in hundredths of USD a million tokens. */
  private static PriceTable hundredths(long in, long read, long write5m, long write1h, long out) {
    long unit = USD_PER_MILLION / 100;
    return new PriceTable(in * unit, read * unit, write5m * unit, write1h * unit, out * unit);
  }
}
