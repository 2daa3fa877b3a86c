package dev.weir.provider;

import java.time.Duration;
import java.util.SplittableRandom;

/** How long the provider thinks before the first byte of an answer. */
public sealed interface Latency {

  /** The wait before the answer to the call with this number. */
  Duration of(long callNumber);

  /** Answers at once. */
  record None() implements Latency {

    @Override
    public Duration of(long callNumber) {
      return Duration.ZERO;
    }
  }

  /** The same wait every time. */
  record Fixed(Duration duration) implements Latency {

    @Override
    public Duration of(long callNumber) {
      return duration;
    }
  }

  /** Log-normal around a median; reproducible by the seed. */
  record LogNormal(Duration median, double sigma, long seed) implements Latency {

    @Override
    public Duration of(long callNumber) {
      SplittableRandom random = new SplittableRandom(seed + callNumber * 0x9E3779B97F4A7C15L);
      return Duration.ofNanos(
          Math.round(median.toNanos() * Math.exp(sigma * random.nextGaussian())));
    }
  }

  /**
   * Reads {@code none}, {@code 50ms} or {@code lognormal:40ms:0.4[:seed]}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static Latency parse(String text) {
    if (text.equals("none")) {
      return new None();
    }
    String[] parts = text.split(":", -1);
    if (!parts[0].equals("lognormal")) {
      return new Fixed(duration(text));
    }
    if (parts.length < 3 || parts.length > 4) {
      throw new IllegalArgumentException("expected lognormal:MEDIAN:SIGMA[:SEED], found " + text);
    }
    long seed = parts.length == 4 ? Long.parseLong(parts[3]) : 1;
    return new LogNormal(duration(parts[1]), Double.parseDouble(parts[2]), seed);
  }

  /**
   * Reads {@code 50ms} or {@code 2s}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static Duration duration(String text) {
    if (text.matches("\\d{1,9}ms")) {
      return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
    if (text.matches("\\d{1,6}s")) {
      return Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
    }
    throw new IllegalArgumentException("expected a duration like 50ms or 2s, found " + text);
  }
}
