package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Price;
import dev.weir.gateway.journal.FinishDraft;
import dev.weir.gateway.translate.TranslatedRequest.Ready;
import dev.weir.schemas.events.Cost;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt has to be paid for (quota-protocol.md, "Outcome → billed").
 *
 * @param status the provider's, 0 if there was none
 * @param error short code; null on success
 * @param estimated whether the tokens are not the provider's own count
 * @param firstToken from sending to the first content; null unless streamed
 */
record Bill(
    Outcome outcome,
    int status,
    @Nullable String error,
    Tokens tokens,
    boolean estimated,
    @Nullable Duration firstToken) {

  /** The provider did not accept the request: nothing. */
  static Bill nothing(Failure failure) {
    return new Bill(Outcome.FAILED, failure.status(), failure.code(), Tokens.NONE, false, null);
  }

  /** Cancelled before the provider had it: nothing. */
  static Bill unsent(String why) {
    return new Bill(Outcome.CANCELLED, 0, why, Tokens.NONE, false, null);
  }

  /** Answered in full; without the provider's count the most that it can have counted. */
  static Bill answered(int status, Tokens tokens, boolean known, Ready sent) {
    Tokens counted = known ? tokens : estimate(tokens, sent.outputTokenBound(), sent);
    return new Bill(Outcome.SUCCEEDED, status, null, counted, !known, null);
  }

  /**
   * Ended early after the provider accepted it: the prompt, and what it wrote.
   *
   * @param tokens as far as the provider counted
   * @param outputSeen at most this many tokens were received
   */
  static Bill partial(
      Outcome outcome,
      int status,
      @Nullable String error,
      Tokens tokens,
      boolean known,
      long outputSeen,
      Ready sent) {
    Tokens counted = known ? tokens : estimate(tokens, outputSeen, sent);
    return new Bill(outcome, status, error, counted, !known, null);
  }

  /** Nobody knows how it ended: the most that was held for. */
  static Bill worst(Ready sent) {
    return partial(
        Outcome.FAILED, 0, "internal", Tokens.NONE, false, sent.outputTokenBound(), sent);
  }

  Bill firstTokenAfter(@Nullable Duration duration) {
    return new Bill(outcome, status, error, tokens, estimated, duration);
  }

  /** What it costs; nothing if no price is known. */
  Cost cost(@Nullable Price price) {
    return price == null ? Cost.NONE : price.cost(tokens);
  }

  FinishDraft draft(@Nullable Price price, boolean stream, Duration latency) {
    Cost cost = cost(price);
    return new FinishDraft(
        outcome,
        status,
        error,
        stream,
        tokens,
        cost,
        cost.totalNanoUsd(),
        price == null ? "none" : price.version(),
        estimated,
        price == null,
        latency,
        firstToken,
        null);
  }

  /** Never more than the bounds that were held for. */
  private static Tokens estimate(Tokens soFar, long outputSeen, Ready sent) {
    long output = Math.min(Math.max(soFar.output(), outputSeen), sent.outputTokenBound());
    return soFar.prompt() > 0
        ? new Tokens(
            soFar.input(), soFar.cacheRead(), soFar.cacheWrite5m(), soFar.cacheWrite1h(), output, 0)
        : new Tokens(sent.promptTokenBound(), 0, 0, 0, output, 0);
  }
}
