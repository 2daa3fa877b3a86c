package dev.weir.gateway.metrics;

import dev.weir.gateway.core.RateFigures;
import dev.weir.gateway.core.RateLimit;
import dev.weir.gateway.metrics.CallerLimit.Figure;
import dev.weir.schemas.events.CacheHit;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.operations.MetricsPage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts for Prometheus: LiteLLM's names with LiteLLM's labels, and Weir's own, which begin with
 * {@code weir_}; METRICS.md lists them. Meters are looked up once per combination of labels. A
 * label has a limited number of values, {@link LabelCaps}, and so have combinations.
 */
public final class PrometheusMetrics implements GatewayMetrics {
  private static final double NANOS = 1e9;
  private static final int LABEL_VALUES = 500;

  /** For one value of a label there are that many combinations with others, on average. */
  private static final int COMBINATIONS = 10;

  private final MetricsPage page = new MetricsPage();
  private final MeterRegistry registry = page.registry();
  private final Map<Labels, Meters> meters = new ConcurrentHashMap<>();
  private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
  private final Map<Failures, Counter> failures = new ConcurrentHashMap<>();
  private final DeploymentMarks deployments = new DeploymentMarks(registry);
  private final int most;
  private final LabelCaps caps;
  private final LatestGauges latest;
  private final Counter combinationsOver;
  private final Counter overage;

  /** With the usual cap on the values of each label. */
  public PrometheusMetrics() {
    this(LABEL_VALUES);
  }

  /**
   * @param labelValues how many values of each label are told apart
   */
  public PrometheusMetrics(int labelValues) {
    most = labelValues * COMBINATIONS;
    caps = new LabelCaps(labelValues, this::tell);
    latest = new LatestGauges(most, page::gauge);
    combinationsOver = capped("combination");
    overage =
        Counter.builder("weir_overage_usd")
            .description("Spent above what was held for an attempt")
            .register(registry);
    page.gauge("weir_metrics_label_limit", "Values of a label", Tags.empty(), () -> labelValues);
    page.gauge(
        "weir_metrics_combination_limit", "Combinations of labels", Tags.empty(), () -> most);
    page.gauge("weir_metrics_combinations", "Combinations of labels", Tags.empty(), meters::size);
    page.counter(
        "weir_metrics_gauges_dropped",
        "Figures about limits for which there was no room on this page",
        Tags.empty(),
        latest::over);
  }

  private void tell(String label, LabelCaps.Values values) {
    page.gauge(
        "weir_metrics_label_values",
        "Values of a label that are told apart",
        Tags.of("label", label),
        values::kept);
    FunctionCounter.builder("weir_metrics_capped", values, LabelCaps.Values::over)
        .description("Counts that went to the value `other`, for a label had too many")
        .tag("label", label)
        .register(registry);
  }

  private Counter capped(String label) {
    return Counter.builder("weir_metrics_capped").tag("label", label).register(registry);
  }

  /** The page that Prometheus reads, format 0.0.4. */
  public String scrape() {
    return page.scrape();
  }

  /** The page, for figures that are kept elsewhere. */
  public MetricsPage page() {
    return page;
  }

  /** A deployment is left alone for a while; {@code code} of what it did. */
  public void cooledDown(Route route, URI apiBase, String code) {
    deployments.cooledDown(route, apiBase, code);
  }

  /** LiteLLM's labels of a deployment. */
  public static Tags deployment(Route route, URI apiBase) {
    return DeploymentMarks.tags(route, apiBase);
  }

  /** How many values of a label are told apart. */
  public int labelValues() {
    return caps.most();
  }

  /** Whether the last attempt at the deployment with this id failed. */
  public boolean lastFailed(String deployment) {
    return deployments.lastFailed(deployment);
  }

  @Override
  public void attempted(AttemptFigures it) {
    Labels labels = Labels.of(it.payer(), it.requested(), it.deployment());
    Meters of = meters(labels);
    AttemptCount.add(of, it);
    switch (it.outcome()) {
      case SUCCEEDED -> deployments.succeeded(it.deployment().id());
      case FAILED, CUT -> failed(labels, of, it);
      case CANCELLED, ORPHANED -> {}
    }
  }

  private void failed(Labels labels, Meters of, AttemptFigures it) {
    String code = it.error() == null ? "unknown" : it.error();
    deployments.failed(it.deployment().id());
    of.count(Family.FAILED_LLM_CALLS);
    int status = ExceptionClass.status(code, it.status());
    String error = ExceptionClass.of(it.deployment().provider(), code, status);
    meters(labels.with(new Labels.Detail(status, error, null))).count(Family.DEPLOYMENT_FAILURES);
    Route route = it.deployment().route();
    failures
        .computeIfAbsent(new Failures(route.deployment(), code), _ -> failureCounter(route, code))
        .increment();
  }

  @Override
  public void fellBack(FallbackFigures it) {
    int status = ExceptionClass.status(it.why().code(), it.why().status());
    String error =
        it.provider() == null
            ? ExceptionClass.of(status)
            : ExceptionClass.of(it.provider(), it.why().code(), status);
    Labels labels = Labels.of(it.payer(), it.requested(), (Route) null);
    meters(labels.with(new Labels.Detail(status, error, it.fallback())))
        .count(it.answered() ? Family.FALLBACKS_SUCCEEDED : Family.FALLBACKS_FAILED);
  }

  @Override
  public void called(CallFigures it) {
    Labels labels = Labels.of(it.payer(), it.requested(), it.served());
    int status = it.status();
    Meters of = meters(labels.with(new Labels.Detail(status, null, it.route())));
    of.count(Family.PROXY_REQUESTS);
    if (status >= ExceptionClass.BAD_REQUEST) {
      var detail = new Labels.Detail(status, ExceptionClass.of(status), it.route());
      meters(labels.with(detail)).count(Family.PROXY_FAILURES);
    } else if (it.served() != null) {
      // The registry has one for all details.
      of.record(Family.TOTAL_LATENCY, it.latency().toNanos() / NANOS);
    }
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

  @Override
  public void cacheHit(Payer payer, Route route, String requested, CacheHit hit) {
    Meters of = meters(Labels.of(payer, requested, route));
    of.count(Family.CACHE_HITS);
    of.add(Family.CACHED_TOKENS, (double) hit.tokens().total());
    of.add(Family.CACHE_SAVED, hit.savedNanoUsd() / NANOS);
  }

  @Override
  public void cacheMissed(Payer payer, @Nullable Route route, String requested) {
    meters(Labels.of(payer, requested, route)).count(Family.CACHE_MISSES);
  }

  private Meters meters(Labels labels) {
    Meters found = meters.get(labels);
    if (found != null) {
      return found;
    }
    Labels kept = labels.capped(caps);
    if (meters.size() >= most && !meters.containsKey(kept)) {
      combinationsOver.increment();
      kept = kept.ofAnybody();
    }
    return meters.computeIfAbsent(kept, it -> new Meters(it, registry));
  }

  private Counter refusalCounter(String code) {
    return Counter.builder("weir_refusals")
        .description("Requests that were refused, by reason")
        .tag("reason", code)
        .register(registry);
  }

  private Counter failureCounter(Route route, String code) {
    return Counter.builder("weir_attempt_failures")
        .description("Attempts that failed at a provider, by kind")
        .tag("model_group", String.valueOf(caps.keep("model_group", route.group())))
        .tag("model_id", route.deployment())
        .tag("api_provider", route.provider())
        .tag("kind", code)
        .register(registry);
  }

  private record Failures(String deployment, String code) {}
}
