package dev.weir.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Failure;
import dev.weir.gateway.core.Provider;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.events.CacheHit;
import dev.weir.schemas.events.Outcome;
import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import dev.weir.schemas.events.Tokens;
import dev.weir.schemas.operations.GaugeRow;
import io.micrometer.core.instrument.Tags;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {
  private static final Deployment CLAUDE =
      new Deployment(
          "d1",
          "claude-sonnet",
          Provider.ANTHROPIC,
          "claude-4",
          URI.create("https://api.example/v1"),
          new Secret("unused"),
          null,
          Map.of(),
          null,
          null,
          4_096);
  private static final Tokens TOKENS = new Tokens(70, 20, 10, 0, 50, 5);
  private static final String DEPLOYMENT = "api_base=\"https://api.example/v1\"";

  private final PrometheusMetrics metrics = new PrometheusMetrics(3);

  @Test
  void exposesTheNamesThatDashboardsForLitellmUse() {
    metrics.attempted(success("h1", Duration.ofMillis(1500)));
    metrics.remainingRequests(payer("h1"), CLAUDE.route(), CLAUDE.apiBase(), 49);

    assertThat(metrics.scrape())
        .contains(
            "litellm_requests_metric_total{api_key_alias=\"search\",api_provider=\"anthropic\","
                + "client_ip=\"None\",end_user=\"None\",hashed_api_key=\"h1\",model=\"claude-4\","
                + "model_id=\"d1\",org_alias=\"None\",org_id=\"None\","
                + "requested_model=\"claude-sonnet\",team=\"t1\",team_alias=\"None\","
                + "user=\"None\",user_agent=\"None\",user_email=\"None\"} 1.0\n")
        .containsPattern("litellm_spend_metric_total\\{.*\\} 6.0E-4\n")
        .containsPattern("litellm_total_tokens_metric_total\\{.*\\} 150.0\n")
        .containsPattern("litellm_input_tokens_metric_total\\{.*\\} 100.0\n")
        .containsPattern("litellm_output_tokens_metric_total\\{.*\\} 50.0\n")
        .containsPattern("litellm_input_cached_tokens_metric_total\\{.*\\} 20.0\n")
        .containsPattern("litellm_input_cache_creation_tokens_metric_total\\{.*\\} 10.0\n")
        .containsPattern("litellm_output_reasoning_tokens_metric_total\\{.*\\} 5.0\n")
        .contains("# TYPE litellm_llm_api_latency_metric histogram")
        .containsPattern("litellm_llm_api_latency_metric_bucket\\{.*le=\"1.0\".*\\} 0")
        .containsPattern("litellm_llm_api_latency_metric_bucket\\{.*le=\"2.0\".*\\} 1")
        .containsPattern("litellm_llm_api_latency_metric_sum\\{.*\\} 1.5")
        .containsPattern("litellm_deployment_latency_per_output_token_sum\\{.*\\} 0.03")
        .containsPattern("litellm_overhead_latency_metric_sum\\{.*\\} 0.002")
        .containsPattern("litellm_zero_cost_requests_total\\{.*missing_pricing_key.*\\} 1.0\n")
        .contains(
            "litellm_remaining_requests_metric{"
                + DEPLOYMENT
                + ",api_key_alias=\"search\",api_provider=\"anthropic\",hashed_api_key=\"h1\","
                + "litellm_model_name=\"claude-4\",model_group=\"claude-sonnet\",model_id=\"d1\"}"
                + " 49.0\n")
        .doesNotContain("time_to_first_token"); // Not streamed.
  }

  @Test
  void countsFailures_withTheirErrorAsLitellmNamesIt() {
    metrics.attempted(failure("rate_limited", 429));
    metrics.attempted(failure("timeout", 0));

    assertThat(metrics.scrape())
        .containsPattern(
            "litellm_deployment_failure_responses_total\\{.*"
                + "exception_class=\"Anthropic.RateLimitError\",exception_status=\"429\".*\\} 1.0")
        .containsPattern(
            "litellm_deployment_failure_responses_total\\{.*"
                + "exception_class=\"Anthropic.Timeout\",exception_status=\"408\".*\\} 1.0")
        .containsPattern("litellm_deployment_total_requests_total\\{.*\\} 2.0")
        .containsPattern("litellm_llm_api_failed_requests_metric_total\\{.*\\} 2.0")
        .containsPattern("weir_attempt_failures_total\\{.*kind=\"timeout\".*\\} 1.0\n")
        .doesNotContain("litellm_requests_metric_total");
    assertThat(metrics.lastFailed("d1")).isTrue();

    metrics.attempted(success("h1", Duration.ZERO));

    assertThat(metrics.lastFailed("d1")).isFalse();
  }

  @Test
  void countsWhatTheResponseCacheDid_byWhoGaveTheAnswerFirst() {
    var hit = new CacheHit(1_234_567, TOKENS);

    metrics.cacheHit(payer("h1"), CLAUDE.route(), "claude-sonnet", hit);
    metrics.cacheHit(payer("h1"), CLAUDE.route(), "claude-sonnet", hit);
    metrics.cacheMissed(payer("h1"), CLAUDE.route(), "claude-sonnet");
    metrics.cacheMissed(payer("h1"), null, "claude-sonnet");

    String labels =
        "{api_key_alias=\"search\",api_provider=\"anthropic\",end_user=\"None\","
            + "hashed_api_key=\"h1\",model=\"claude-4\",model_id=\"d1\",";
    String caller = "team=\"t1\",team_alias=\"None\",user=\"None\"}";
    assertThat(metrics.scrape())
        .contains("litellm_cache_hits_metric_total" + labels + caller + " 2.0\n")
        .contains("litellm_cached_tokens_metric_total" + labels + caller + " 300.0\n")
        .contains("litellm_cache_misses_metric_total" + labels + caller + " 1.0\n")
        .contains(
            "weir_cache_saved_usd_total"
                + labels
                + "requested_model=\"claude-sonnet\","
                + caller
                + " 0.002469134\n")
        .containsPattern("litellm_cache_misses_metric_total\\{.*model=\"None\".*\\} 1.0\n");
  }

  @Test
  void measuresLatencyOverAllRoutes() {
    metrics.called(call(payer("h1"), 200, CLAUDE));
    metrics.called(
        new CallFigures(
            payer("h1"), "claude-sonnet", "/messages", 200, CLAUDE.route(), Duration.ofSeconds(1)));

    assertThat(metrics.scrape())
        .containsPattern("litellm_request_total_latency_metric_count\\{.*\\} 2\n");
  }

  @Test
  void countsWhatClientsGot_byRouteAndStatus() {
    metrics.called(call(payer("h1"), 200, CLAUDE));
    metrics.called(call(null, 401, null));

    assertThat(metrics.scrape())
        .containsPattern(
            "litellm_proxy_total_requests_metric_total\\{.*hashed_api_key=\"h1\".*model_id=\"d1\".*"
                + "route=\"/v1/messages\",status_code=\"200\".*\\} 1.0\n")
        .containsPattern(
            "litellm_proxy_failed_requests_metric_total\\{.*"
                + "exception_class=\"AuthenticationError\",exception_status=\"401\",.*"
                + "hashed_api_key=\"None\".*\\} 1.0\n")
        .containsPattern("litellm_request_total_latency_metric_count\\{.*\\} 1\n");
  }

  @Test
  void countsFallbacks_withTheFirstFailure() {
    var why = new Failure(Failure.Kind.SERVER, 529, null, "busy", null, null);
    metrics.fellBack(
        new FallbackFigures(payer("h1"), "claude", "gpt", Provider.ANTHROPIC, why, true));

    assertThat(metrics.scrape())
        .contains(
            "litellm_deployment_successful_fallbacks_total{api_key_alias=\"search\","
                + "exception_class=\"Anthropic.InternalServerError\",exception_status=\"529\","
                + "fallback_model=\"gpt\",hashed_api_key=\"h1\",model_id=\"None\","
                + "requested_model=\"claude\",team=\"t1\",team_alias=\"None\"} 1.0\n");
  }

  @Test
  void countsValuesBeyondTheCapOfALabelAsOther_andSaysSo() {
    for (int i = 0; i < 10; i++) {
      metrics.attempted(success("k" + i, Duration.ZERO));
    }

    assertThat(metrics.scrape())
        .containsPattern("litellm_requests_metric_total\\{.*hashed_api_key=\"k2\".*\\} 1.0\n")
        .containsPattern(
            "litellm_requests_metric_total\\{api_key_alias=\"other\".*hashed_api_key=\"other\".*"
                + "team=\"t1\".*\\} 7.0\n")
        .doesNotContain("\"k3\"")
        .contains("weir_metrics_label_limit 3.0\n")
        .contains("weir_metrics_label_values{label=\"hashed_api_key\"} 3.0\n")
        .contains("weir_metrics_capped_total{label=\"hashed_api_key\"} 7.0\n")
        .contains("weir_metrics_capped_total{label=\"team\"} 0.0\n");
  }

  @Test
  void countsCombinationsBeyondTheirCapUnderOther() {
    for (int i = 0; i < 60; i++) {
      int status = 400 + i;
      metrics.called(call(payer("h1"), status, null));
    }

    String page = metrics.scrape();
    assertThat(page).contains("weir_metrics_combination_limit 30.0\n");
    assertThat(page).containsPattern("weir_metrics_capped_total\\{label=\"combination\"\\} 90.0\n");
    assertThat(page.lines().filter(it -> it.contains("hashed_api_key=\"h1\""))).hasSize(30);
  }

  @Test
  void countsRefusalsByKind_andShowsGaugesAsTheyAre() {
    metrics.refused("budget_exhausted");
    metrics.page().gauge("weir_journal_bytes", "bytes", Tags.empty(), () -> 12);
    var rows =
        List.of(new GaugeRow(Tags.of("team", "a"), 1), new GaugeRow(Tags.of("team", "b"), 2));
    var shown = new int[] {2};
    metrics.page().gauges("some", "some", () -> rows.subList(0, shown[0]));

    assertThat(metrics.scrape())
        .contains("weir_refusals_total{reason=\"budget_exhausted\"} 1.0\n")
        .contains("weir_journal_bytes 12.0\n")
        .contains("some{team=\"b\"} 2.0\n");
    shown[0] = 1;
    assertThat(metrics.scrape()).contains("some{team=\"a\"} 1.0\n").doesNotContain("team=\"b\"");
  }

  private static AttemptFigures success(String key, Duration latency) {
    return new AttemptFigures(
        payer(key),
        CLAUDE,
        "claude-sonnet",
        Outcome.SUCCEEDED,
        200,
        null,
        TOKENS,
        600_000,
        latency,
        null,
        Duration.ofMillis(2));
  }

  private static AttemptFigures failure(String code, int status) {
    return new AttemptFigures(
        payer("h1"),
        CLAUDE,
        "claude-sonnet",
        Outcome.FAILED,
        status,
        code,
        Tokens.NONE,
        0,
        Duration.ZERO,
        null,
        null);
  }

  private static CallFigures call(@Nullable Payer payer, int status, @Nullable Deployment served) {
    Route route = served == null ? null : served.route();
    return new CallFigures(
        payer, "claude-sonnet", "/v1/messages", status, route, Duration.ofMillis(1502));
  }

  private static Payer payer(String key) {
    return new Payer(key, "search", "t1", null, null, List.of());
  }
}
