package dev.weir.gateway.metrics;

import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.metrics.CallerLimit.Figure;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * Counts for Prometheus. The four names that LiteLLM's dashboards use are exact; what is Weir's own
 * begins with {@code weir_}. Meters are looked up once per combination of labels; combinations
 * above a cap are counted under the payer {@code other}, so that many keys cannot fill the memory.
 */
public final class PrometheusMetrics implements GatewayMetrics {
  /** Seconds; LiteLLM's own bounds, so that its dashboards' quantiles mean the same. */
  private static final double[] LATENCY_BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 420, 600
  };

  private static final double NANOS = 1e9;
  private static final int MOST_COMBINATIONS = 5_000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Labels, Meters> meters = new ConcurrentHashMap<>();
  private final LatestGauges latest = new LatestGauges(MOST_COMBINATIONS, this::gauge);
  private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
  private final Map<Failures, Counter> failures = new ConcurrentHashMap<>();
  private final Counter overage;

  public PrometheusMetrics() {
    overage =
        Counter.builder("weir_overage_usd")
            .description("Spent above what was held for an attempt")
            .register(registry);
  }

  /** The page that Prometheus reads, format 0.0.4. */
  public String scrape() {
    return registry.scrape();
  }

  /** A gauge that is read at each scrape. */
  public void gauge(String name, String help, Tags tags, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(help)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /** A count that is kept elsewhere and read at each scrape. */
  public void counter(String name, String help, DoubleSupplier value) {
    counter(name, help, Tags.empty(), value);
  }

  /** The same, of one of several. */
  public void counter(String name, String help, Tags tags, DoubleSupplier value) {
    FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
        .description(help)
        .tags(tags)
        .register(registry);
  }

  @Override
  public void answered(Payer payer, Route route, String requested, Duration latency) {
    Meters of = meters(payer, route, requested);
    of.requests.increment();
    of.latency.record(latency.toNanos() / NANOS);
  }

  @Override
  public void spent(Payer payer, Route route, String requested, long nanoUsd) {
    meters(payer, route, requested).spend.increment(nanoUsd / NANOS);
  }

  @Override
  public void failed(Route route, String code) {
    failures.computeIfAbsent(new Failures(route, code), this::failureCounter).increment();
  }

  @Override
  public void refused(String code) {
    refusals.computeIfAbsent(code, this::refusalCounter).increment();
  }

  @Override
  public void remainingRequests(Payer payer, Route route, URI apiBase, long left) {
    latest.set(Remaining.of("requests", payer, route, apiBase), left);
  }

  @Override
  public void remainingTokens(Payer payer, Route route, URI apiBase, long left) {
    latest.set(Remaining.of("tokens", payer, route, apiBase), left);
  }

  @Override
  public void limits(Payer payer, String requested, List<RateFigures> figures) {
    for (RateFigures one : figures) {
      RateLimit limit = one.limit();
      long left = one.remaining();
      switch (limit.scope()) {
        case API_KEY -> {
          latest.set(CallerLimit.of(Figure.KEY_ALLOWED, limit, payer, ""), limit.limit());
          latest.set(CallerLimit.of(Figure.KEY_USED, limit, payer, ""), limit.limit() - left);
        }
        case TEAM -> {
          latest.set(CallerLimit.of(Figure.TEAM_ALLOWED, limit, payer, ""), limit.limit());
          latest.set(CallerLimit.of(Figure.TEAM_USED, limit, payer, ""), limit.limit() - left);
        }
        case MODEL_PER_KEY -> {
          boolean tokens = limit.unit() == RateLimit.Unit.TOKENS;
          Figure figure = tokens ? Figure.MODEL_TOKENS : Figure.MODEL_REQUESTS;
          latest.set(CallerLimit.of(figure, limit, payer, requested), left);
        }
        case USER, TEAM_MEMBER, MODEL_PER_TEAM, DEPLOYMENT -> {}
      }
    }
  }

  @Override
  public void overage(long nanoUsd) {
    overage.increment(nanoUsd / NANOS);
  }

  private Meters meters(Payer payer, Route route, String requested) {
    Labels labels = Labels.of(payer, route, requested);
    Meters found = meters.get(labels);
    if (found != null) {
      return found;
    }
    Labels kept = meters.size() < MOST_COMBINATIONS ? labels : Labels.other(route, requested);
    return meters.computeIfAbsent(kept, this::register);
  }

  private Meters register(Labels labels) {
    Tags tags = labels.tags();
    return new Meters(
        Counter.builder("litellm_requests_metric")
            .description("Calls that a provider answered")
            .tags(tags)
            .register(registry),
        Counter.builder("litellm_spend_metric")
            .description("Spend in USD")
            .tags(tags)
            .register(registry),
        DistributionSummary.builder("litellm_llm_api_latency_metric")
            .description("Seconds from sending to the provider to its last byte")
            .tags(tags.and("model_group", labels.requested()))
            .serviceLevelObjectives(LATENCY_BOUNDS)
            .register(registry));
  }

  private Counter refusalCounter(String code) {
    return Counter.builder("weir_refusals")
        .description("Requests that were refused, by reason")
        .tag("reason", code)
        .register(registry);
  }

  private Counter failureCounter(Failures of) {
    return Counter.builder("weir_attempt_failures")
        .description("Attempts that failed at a provider, by kind")
        .tag("model_group", of.route.group())
        .tag("model_id", of.route.deployment())
        .tag("api_provider", of.route.provider())
        .tag("kind", of.code)
        .register(registry);
  }

  private record Meters(Counter requests, Counter spend, DistributionSummary latency) {}

  private record Failures(Route route, String code) {}
}
