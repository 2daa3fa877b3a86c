package dev.weir.gateway.core;

import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.Tokens;

/**
 * Price of a model in pico-USD per token.
 *
 * @param version of the price book, or {@code config} where the configuration overrides it
 */
public record Price(
    String version,
    long inputPico,
    long cacheReadPico,
    long cacheWrite5mPico,
    long cacheWrite1hPico,
    long outputPico) {
  /** What the tokens cost. Reasoning is a part of output and costs what output costs. */
  public Cost cost(Tokens tokens) {
    return new Cost(
        Math.multiplyExact(tokens.input(), inputPico),
        Math.multiplyExact(tokens.cacheRead(), cacheReadPico),
        Math.addExact(
            Math.multiplyExact(tokens.cacheWrite5m(), cacheWrite5mPico),
            Math.multiplyExact(tokens.cacheWrite1h(), cacheWrite1hPico)),
        Math.multiplyExact(tokens.output(), outputPico));
  }

  /**
   * The most that a call can cost, in nano-USD: every prompt token at the dearest input price.
   *
   * @param promptTokens an upper bound
   * @param outputTokens an upper bound
   */
  public long mostNanoUsd(long promptTokens, long outputTokens) {
    long dearest =
        Math.max(Math.max(inputPico, cacheReadPico), Math.max(cacheWrite5mPico, cacheWrite1hPico));
    return new Cost(
            Math.multiplyExact(promptTokens, dearest),
            0,
            0,
            Math.multiplyExact(outputTokens, outputPico))
        .totalNanoUsd();
  }
}
