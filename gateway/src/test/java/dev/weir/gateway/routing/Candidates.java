package dev.weir.gateway.routing;

import dev.weir.gateway.core.BreakerTerms;
import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Candidate.Facts;
import dev.weir.gateway.core.Candidate.Limits;
import dev.weir.gateway.core.Candidate.Preference;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.Price;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deployments for tests, and the ways they fail. */
final class Candidates {
  static final Duration MINUTE = Duration.ofSeconds(60);

  private Candidates() {}

  static Candidate candidate(String group, String id) {
    return Candidate.of(deployment(group, id, null), MINUTE);
  }

  static Candidate weighted(String id, int weight) {
    return with(candidate("g", id), new Preference(null, weight, List.of()));
  }

  static Candidate tagged(String id, String... tags) {
    return with(candidate("g", id), new Preference(null, null, List.of(tags)));
  }

  static Candidate ordered(String id, @Nullable Integer order) {
    return with(candidate("g", id), new Preference(order, null, List.of()));
  }

  static Candidate limited(String id, @Nullable Long rpm, @Nullable Long tpm) {
    Candidate plain = candidate("g", id);
    return new Candidate(
        plain.deployment(),
        plain.preference(),
        new Limits(rpm, tpm, null),
        plain.timeouts(),
        null,
        false,
        plain.breaker(),
        plain.facts(),
        null);
  }

  static Candidate known(String id, long maxInputTokens) {
    Candidate plain = candidate("g", id);
    return new Candidate(
        plain.deployment(),
        plain.preference(),
        plain.limits(),
        plain.timeouts(),
        null,
        false,
        plain.breaker(),
        new Facts(null, maxInputTokens, null, Map.of()),
        null);
  }

  static Candidate priced(String id, long inputPico, long outputPico) {
    var price = new Price("test", inputPico, inputPico, inputPico, inputPico, outputPico);
    return Candidate.of(deployment("g", id, price), MINUTE);
  }

  static Candidate with(Candidate plain, Preference preference) {
    return new Candidate(
        plain.deployment(),
        preference,
        plain.limits(),
        plain.timeouts(),
        null,
        false,
        plain.breaker(),
        plain.facts(),
        null);
  }

  static Candidate with(Candidate plain, BreakerTerms breaker) {
    return new Candidate(
        plain.deployment(),
        plain.preference(),
        plain.limits(),
        plain.timeouts(),
        null,
        false,
        breaker,
        plain.facts(),
        null);
  }

  static Failure failure(Kind kind) {
    return new Failure(kind, 500, null, "failed", null, null);
  }

  static Failure rateLimited(int seconds) {
    return new Failure(Kind.RATE_LIMITED, 429, null, "slow", null, Duration.ofSeconds(seconds));
  }

  private static Deployment deployment(String group, String id, @Nullable Price price) {
    return new Deployment(
        id,
        group,
        Provider.OPENAI,
        "model",
        URI.create("http://127.0.0.1/v1"),
        new Secret("k"),
        null,
        Map.of(),
        null,
        price,
        100);
  }
}
