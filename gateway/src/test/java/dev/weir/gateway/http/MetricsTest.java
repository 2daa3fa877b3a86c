package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.provider.Behaviour.Refuse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is on the page after calls. A call is counted when its client has all of the answer. */
class MetricsTest {
  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void anAnswer_isCountedForTheClientAndForTheDeployment() {
    gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    shows(
        "litellm_proxy_total_requests_metric_total\\{.*api_provider=\"openai\".*"
            + "hashed_api_key=\"litellm_proxy_master_key\",model_id=\"gpt-4o-mini-1\".*"
            + "requested_model=\"gpt-4o-mini\",route=\"/v1/chat/completions\","
            + "status_code=\"200\".*\\} 1.0\n",
        "litellm_request_total_latency_metric_count\\{.*model_group=\"gpt-4o-mini\".*\\} 1\n",
        "litellm_overhead_latency_metric_count\\{.*\\} 1\n",
        "litellm_deployment_success_responses_total\\{.*model_id=\"gpt-4o-mini-1\".*\\} 1.0\n",
        "litellm_output_tokens_metric_total\\{.*\\} 20.0\n",
        "litellm_spend_metric_total\\{.*\\} 2.7E-5\n");
    assertThat(gateway.metrics.scrape()).doesNotContain("litellm_proxy_failed_requests_metric");
  }

  @Test
  void aStream_hasATimeToFirstToken() {
    gateway.chat(MASTER, ask("gpt-4o-mini", ",\"stream\":true"));

    shows(
        "litellm_llm_api_time_to_first_token_metric_count\\{.*\\} 1\n",
        "litellm_proxy_total_requests_metric_total\\{.*status_code=\"200\".*\\} 1.0\n");
  }

  @Test
  void aFallback_isCountedWithTheErrorThatCausedIt() {
    gateway.provider.script("gpt-4o", Refuse.status(500));

    gateway.chat(MASTER, ask("gpt-4o", ""));

    shows(
        "litellm_deployment_successful_fallbacks_total\\{.*"
            + "exception_class=\"Openai.InternalServerError\",exception_status=\"500\","
            + "fallback_model=\"claude\".*requested_model=\"gpt-4o\".*\\} 1.0\n",
        "litellm_deployment_failure_responses_total\\{.*model_id=\"gpt-4o-1\".*\\} 2.0\n",
        "litellm_proxy_total_requests_metric_total\\{.*api_provider=\"anthropic\".*"
            + "requested_model=\"gpt-4o\".*status_code=\"200\".*\\} 1.0\n");
    assertThat(gateway.metrics.scrape()).doesNotContain("litellm_overhead_latency_metric_count");
  }

  @Test
  void aRefusedRequest_isCountedWithItsStatus_andAMadeUpModelAsOther() {
    gateway.chat("sk-nobody", ask("gpt-4o", ""));
    gateway.chat(MASTER, ask("made-up", ""));

    shows(
        "litellm_proxy_failed_requests_metric_total\\{.*exception_class=\"AuthenticationError\","
            + "exception_status=\"401\",hashed_api_key=\"None\".*\\} 1.0\n",
        "litellm_proxy_failed_requests_metric_total\\{.*exception_status=\"404\".*"
            + "requested_model=\"other\".*\\} 1.0\n");
    assertThat(gateway.metrics.scrape()).doesNotContain("made-up");
  }

  private void shows(String... patterns) {
    for (String pattern : patterns) {
      await().untilAsserted(() -> assertThat(gateway.metrics.scrape()).containsPattern(pattern));
    }
  }

  private static String ask(String model, String more) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}"
        .formatted(model, more);
  }
}
