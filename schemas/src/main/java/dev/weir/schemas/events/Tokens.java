package dev.weir.schemas.events;

/**
 * Tokens by kind; every kind is disjoint but {@code reasoning}, which is a part of {@code output}.
 *
 * @param input prompt tokens that were neither read from nor written to the provider's cache
 */
public record Tokens(
    long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output, long reasoning) {
  /** No tokens. */
  public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0, 0);

  /** All prompt tokens. */
  public long prompt() {
    return input + cacheRead + cacheWrite5m + cacheWrite1h;
  }

  /** Prompt and output. */
  public long total() {
    return prompt() + output;
  }

  /** The sum by kind. */
  public Tokens plus(Tokens other) {
    return new Tokens(
        input + other.input,
        cacheRead + other.cacheRead,
        cacheWrite5m + other.cacheWrite5m,
        cacheWrite1h + other.cacheWrite1h,
        output + other.output,
        reasoning + other.reasoning);
  }
}
