package dev.weir.gateway.pipeline;

import dev.weir.gateway.core.ClientRequest;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Tokens;

/**
 * What a call takes of its tokens a minute until its answer is there. An estimate, not a bound as
 * for money: a call that writes more is charged for it afterwards.
 */
final class TokenEstimate {
  private static final int BYTES_PER_TOKEN = 4;

  /** Of an answer whose length the client does not limit. */
  private static final long ANSWER = 1_000;

  private TokenEstimate() {}

  /** Prompt and answer. */
  static long of(ClientRequest request) {
    Long asked = request.maxOutputTokens();
    long answer = Math.clamp(asked == null ? ANSWER : asked, 0, 1L << 40);
    return prompt(request) + answer * request.choices();
  }

  private static long prompt(ClientRequest request) {
    return 1L + request.body().length / BYTES_PER_TOKEN;
  }

  /** What an attempt really used, as far as anybody counted. */
  static long used(Bill bill, ClientRequest request) {
    Tokens tokens = bill.tokens();
    if (!bill.estimated()) {
      return tokens.prompt() + tokens.output();
    }
    return bill.outcome() == Outcome.FAILED ? 0 : prompt(request) + tokens.output();
  }
}
