package dev.weir.gateway.http;

import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.core.RateLimit.Scope;
import dev.weir.gateway.core.RateLimit.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headers that tell how limits stand, under LiteLLM's names: each limit of the caller under its
 * own, and under OpenAI's names, which SDKs read, the tightest of the caller's, else the
 * deployment's, else what the provider said.
 */
final class RateHeaders {
  private static final String PREFIX = "x-ratelimit-";
  private static final Map<Unit, List<Fact>> FACTS =
      Map.of(Unit.REQUESTS, facts(Unit.REQUESTS), Unit.TOKENS, facts(Unit.TOKENS));

  private final List<RateFigures> callers = new ArrayList<>();
  private List<RateFigures> deployments = List.of();
  private Map<String, String> provider = Map.of();

  /** What is said of a deployment takes the place of what was said of the one before. */
  void note(List<RateFigures> figures) {
    List<RateFigures> own =
        figures.stream().filter(it -> it.limit().scope() == Scope.DEPLOYMENT).toList();
    if (own.isEmpty()) {
      callers.addAll(figures);
    } else {
      deployments = own;
    }
  }

  /** The provider's headers, names in lower case. */
  void provider(Map<String, String> headers) {
    provider = headers;
  }

  Map<String, String> all() {
    if (callers.isEmpty() && deployments.isEmpty() && provider.isEmpty()) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    callers.forEach(one -> addOwn(headers, one));
    addPlain(headers, Unit.REQUESTS);
    addPlain(headers, Unit.TOKENS);
    return headers;
  }

  private static void addOwn(Map<String, String> headers, RateFigures one) {
    RateLimit limit = one.limit();
    String unit = limit.unit().label();
    String prefix = PREFIX + limit.scope().label() + "-";
    headers.put(prefix + "remaining-" + unit, Long.toString(one.remaining()));
    headers.put(prefix + "limit-" + unit, Long.toString(limit.limit()));
    if (limit.unit() == Unit.MAX_PARALLEL_REQUESTS) {
      return;
    }
    if (limit.scope() == Scope.API_KEY) {
      String name = limit.unit() == Unit.REQUESTS ? "rpm" : "tpm";
      headers.put("x-litellm-key-" + name + "-limit", Long.toString(limit.limit()));
    }
    if (limit.scope() == Scope.MODEL_PER_KEY) {
      String model = limit.owner().substring(limit.owner().indexOf(':') + 1);
      // Names of models may hold what a header's name may not.
      if (PlainHeaders.isName(model)) {
        headers.put(
            "x-litellm-key-remaining-" + unit + "-" + model, Long.toString(one.remaining()));
      }
    }
  }

  private void addPlain(Map<String, String> headers, Unit unit) {
    RateFigures one = tightest(callers, unit).or(() -> tightest(deployments, unit)).orElse(null);
    if (one != null) {
      headers.put(PREFIX + "limit-" + unit.label(), Long.toString(one.limit().limit()));
      headers.put(PREFIX + "remaining-" + unit.label(), Long.toString(one.remaining()));
      headers.put(PREFIX + "reset-" + unit.label(), text(one.reset()));
      return;
    }
    for (Fact fact : FACTS.getOrDefault(unit, List.of())) {
      String value = provider.get(fact.openAi);
      if (value == null && fact.anthropic != null) {
        value = provider.get(fact.anthropic);
      }
      if (value != null) {
        headers.put(fact.openAi, value);
      }
    }
  }

  /** Under which names providers tell something, made once. */
  private record Fact(String openAi, @Nullable String anthropic) {}

  private static List<Fact> facts(Unit unit) {
    String openAi = PREFIX + "%s-" + unit.label();
    String anthropic = "anthropic-ratelimit-" + unit.label() + "-%s";
    return List.of(
        new Fact(openAi.formatted("limit"), anthropic.formatted("limit")),
        new Fact(openAi.formatted("remaining"), anthropic.formatted("remaining")),
        // Anthropic gives a moment there, OpenAI a duration.
        new Fact(openAi.formatted("reset"), null));
  }

  private static Optional<RateFigures> tightest(List<RateFigures> of, Unit unit) {
    return of.stream()
        .filter(it -> it.limit().unit() == unit)
        .min(Comparator.comparingLong(RateFigures::remaining));
  }

  /** As OpenAI writes it: {@code 1m1.5s}, {@code 120ms}. */
  private static String text(Duration time) {
    long millis = time.toMillis();
    if (millis < 1_000) {
      return millis + "ms";
    }
    String seconds = "%d.%03d".formatted(millis / 1_000 % 60, millis % 1_000);
    String plain = seconds.replaceFirst("\\.?0+$", "") + "s";
    return millis < 60_000 ? plain : millis / 60_000 + "m" + plain;
  }
}
