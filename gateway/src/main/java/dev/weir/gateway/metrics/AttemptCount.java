package dev.weir.gateway.metrics;

import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Tokens;
import java.time.Duration;

/** What one attempt adds to the meters of its labels. */
final class AttemptCount {
  private static final double NANOS = 1e9;

  private AttemptCount() {}

  static void add(Meters to, AttemptFigures it) {
    to.count(Family.DEPLOYMENT_REQUESTS);
    to.add(Family.SPEND, it.chargedNanoUsd() / NANOS);
    tokens(to, it.tokens());
    if (it.outcome() == Outcome.SUCCEEDED) {
      succeeded(to, it);
    }
  }

  private static void tokens(Meters to, Tokens tokens) {
    if (tokens.total() == 0) {
      return;
    }
    long written = tokens.cacheWrite5m() + tokens.cacheWrite1h();
    to.add(Family.TOTAL_TOKENS, (double) tokens.total());
    to.add(Family.INPUT_TOKENS, (double) tokens.prompt());
    to.add(Family.OUTPUT_TOKENS, (double) tokens.output());
    to.add(Family.INPUT_CACHED_TOKENS, (double) tokens.cacheRead());
    to.add(Family.PROVIDER_CACHE_READ, (double) tokens.cacheRead());
    to.add(Family.INPUT_CACHE_CREATION_TOKENS, (double) written);
    to.add(Family.PROVIDER_CACHE_CREATION, (double) written);
    to.add(Family.REASONING_TOKENS, (double) tokens.reasoning());
  }

  private static void succeeded(Meters to, AttemptFigures it) {
    double seconds = seconds(it.latency());
    Duration firstToken = it.firstToken();
    Duration overhead = it.overhead();
    to.count(Family.REQUESTS);
    to.count(Family.DEPLOYMENT_SUCCESSES);
    to.record(Family.LLM_API_LATENCY, seconds);
    if (firstToken != null) {
      to.record(Family.TIME_TO_FIRST_TOKEN, seconds(firstToken));
    }
    if (overhead != null) {
      to.record(Family.OVERHEAD, seconds(overhead));
    }
    if (it.tokens().output() > 0) {
      to.record(Family.LATENCY_PER_OUTPUT_TOKEN, seconds / it.tokens().output());
    }
    if (it.deployment().price() == null) {
      to.count(Family.ZERO_COST);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }
}
