package dev.weir.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.events.Payer;
import dev.weir.schemas.events.Route;
import io.micrometer.core.instrument.Tags;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {
  private static final Route ROUTE = new Route("claude-sonnet", "d1", "anthropic", "claude-4");
  private static final String LABELS =
      "{api_key_alias=\"search\",api_provider=\"anthropic\",end_user=\"None\","
          + "hashed_api_key=\"h1\",model=\"claude-4\",model_id=\"d1\","
          + "requested_model=\"claude-sonnet\",team=\"t1\",team_alias=\"None\",user=\"None\"}";

  private final PrometheusMetrics metrics = new PrometheusMetrics();

  @Test
  void exposesTheNamesThatDashboardsForLitellmUse() {
    metrics.answered(payer("h1"), ROUTE, "claude-sonnet", Duration.ofMillis(1500));
    metrics.spent(payer("h1"), ROUTE, "claude-sonnet", 600_000);
    metrics.remainingRequests(payer("h1"), ROUTE, URI.create("https://api.example/v1"), 49);

    assertThat(metrics.scrape())
        .contains("litellm_requests_metric_total" + LABELS + " 1.0\n")
        .contains("litellm_spend_metric_total" + LABELS + " 6.0E-4\n")
        .contains("# TYPE litellm_llm_api_latency_metric histogram")
        .containsPattern("litellm_llm_api_latency_metric_bucket\\{.*le=\"1.0\".*\\} 0")
        .containsPattern("litellm_llm_api_latency_metric_bucket\\{.*le=\"2.0\".*\\} 1")
        .containsPattern("litellm_llm_api_latency_metric_sum\\{.*\\} 1.5")
        .contains(
            "litellm_remaining_requests_metric{api_base=\"https://api.example/v1\","
                + "api_key_alias=\"search\",api_provider=\"anthropic\",hashed_api_key=\"h1\","
                + "litellm_model_name=\"claude-4\",model_group=\"claude-sonnet\",model_id=\"d1\"}"
                + " 49.0\n");
  }

  @Test
  void countsKeysBeyondTheCapAsOther() {
    for (int i = 0; i < 5_010; i++) {
      metrics.answered(payer("k" + i), ROUTE, "claude-sonnet", Duration.ZERO);
    }

    assertThat(metrics.scrape())
        .containsPattern("litellm_requests_metric_total\\{.*hashed_api_key=\"other\".*\\} 10.0\n")
        .doesNotContain("\"k5005\"");
  }

  @Test
  void countsRefusalsAndFailuresByKind() {
    metrics.refused("budget_exhausted");
    metrics.failed(ROUTE, "timeout");
    metrics.gauge("weir_journal_bytes", "bytes", Tags.empty(), () -> 12);

    assertThat(metrics.scrape())
        .contains("weir_refusals_total{reason=\"budget_exhausted\"} 1.0\n")
        .containsPattern("weir_attempt_failures_total\\{.*kind=\"timeout\".*\\} 1.0\n")
        .contains("weir_journal_bytes 12.0\n");
  }

  private static Payer payer(String key) {
    return new Payer(key, "search", "t1", null, null, List.of());
  }
}
