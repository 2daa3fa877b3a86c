package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.Admission;
import dev.weir.gateway.core.RateAdmission;
import dev.weir.gateway.core.RateFigures;
import dev.weir.provider.Behaviour.Refuse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client sees of rate limits, and that each hold ends once. */
class RateLimitTest {
  private static final String KEY = "sk-limited-0000000000";
  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  private void limit(long remaining, Duration retryAfter) {
    gateway.rates.answer(limits ->
        new RateAdmission.Limited(
            new RateFigures(limits.getFirst(), remaining, retryAfter), retryAfter));
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void answers429_asLiteLlmDoes_butWithTheTrueTime() {
    gateway.limitedKey(KEY, 1L, null, null, Map.of());
    limit(0, Duration.ofMillis(41_300));

    var response = gateway.chat(KEY, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(header(response, "retry-after")).isEqualTo("42");
    assertThat(header(response, "rate_limit_type")).isEqualTo("requests");
    assertThat(header(response, "reset_at"))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC");
    assertThat(header(response, "x-ratelimit-limit-requests")).isEqualTo("1");
    assertThat(header(response, "x-ratelimit-remaining-requests")).isEqualTo("0");
    assertThat(header(response, "x-ratelimit-reset-requests")).isEqualTo("41.3s");
    assertThat(header(response, "x-litellm-key-rpm-limit")).isEqualTo("1");
    JsonNode error = json(response).at("/error");
    assertThat(error.at("/message").asText())
        .isEqualTo(
            "Rate limit exceeded for api_key. Limit type: requests. Current limit: 1, Remaining: 0. Limit resets at: "
                + header(response, "reset_at"));
    assertThat(error.at("/type").asText()).isEqualTo("throttling_error");
    assertThat(error.at("/param").isNull()).isTrue();
    assertThat(error.at("/code").asText()).isEqualTo("429");
    assertThat(gateway.plane.holds).isEmpty();
    assertThat(gateway.provider.requests()).isEmpty();
  }

  @Test
  void answersInAnthropicsShape_onMessages() {
    gateway.limitedKey(KEY, 1L, null, null, Map.of());
    limit(0, Duration.ofSeconds(3));

    var response = gateway.post("/v1/messages", KEY, ask("claude", ""));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(header(response, "retry-after")).isEqualTo("3");
    assertThat(json(response).at("/type").asText()).isEqualTo("error");
    assertThat(json(response).at("/error/type").asText()).isEqualTo("rate_limit_error");
    assertThat(json(response).at("/error/message").asText()).startsWith("Rate limit exceeded for");
  }

  @Test
  void tellsHowTheLimitsStand_onSuccess() {
    gateway.limitedKey(
        KEY, 100L, 50_000L, 5L, Map.of("model_rpm_limit", Map.of("gpt-4o-mini", 10)));

    var response = gateway.chat(KEY, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "x-ratelimit-api_key-limit-requests")).isEqualTo("100");
    assertThat(header(response, "x-ratelimit-api_key-remaining-requests")).isEqualTo("99");
    assertThat(header(response, "x-ratelimit-api_key-remaining-tokens")).isEqualTo("49999");
    assertThat(header(response, "x-ratelimit-api_key-remaining-max_parallel_requests"))
        .isEqualTo("4");
    assertThat(header(response, "x-litellm-key-remaining-requests-gpt-4o-mini")).isEqualTo("9");
    assertThat(header(response, "x-litellm-key-tpm-limit")).isEqualTo("50000");
    assertThat(header(response, "x-ratelimit-remaining-requests")).isEqualTo("9");
    assertThat(header(response, "x-ratelimit-limit-tokens")).isEqualTo("50000");
    assertThat(header(response, "x-ratelimit-reset-tokens")).isEqualTo("1m30.5s");
  }

  @Test
  void settlesWithTheTokensThatWereUsed() {
    gateway.limitedKey(KEY, 100L, 50_000L, null, Map.of());

    gateway.chat(KEY, ask("gpt-4o-mini", ""));

    assertThat(gateway.rates.holds).hasSize(1);
    assertThat(gateway.rates.holds.getFirst().endings()).containsExactly("settled 120");
    // 80 bytes of JSON, and the 50 tokens that the client allows.
    assertThat(gateway.rates.holds.getFirst().tokens()).isEqualTo(71);
  }

  @Test
  void countsACallThatFailed() {
    gateway.limitedKey(KEY, 100L, null, null, Map.of());
    gateway.provider.script("gpt-4o-mini", Refuse.status(400));

    gateway.chat(KEY, ask("gpt-4o-mini", ""));

    assertThat(gateway.rates.holds.getFirst().endings()).containsExactly("settled 0");
  }

  @Test
  void countsNothing_whenABudgetRefusesTheCall() {
    gateway.limitedKey(KEY, 100L, null, null, Map.of());
    gateway.plane.refuse((budget, nanos) -> new Admission.Exhausted(budget, 1, 1, 1));

    var response = gateway.chat(KEY, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(402);
    assertThat(gateway.rates.holds.getFirst().endings()).containsExactly("released");
  }

  @Test
  void doesNotLimitTheMasterKey() {
    limit(0, Duration.ofSeconds(1));

    assertThat(gateway.chat(MASTER, ask("gpt-4o-mini", "")).statusCode()).isEqualTo(200);
    assertThat(gateway.rates.holds).isEmpty();
  }

  @Test
  void answers503_whenNobodyCanSay() {
    gateway.limitedKey(KEY, 1L, null, null, Map.of());
    gateway.rates.answer(limits ->
        new RateAdmission.Unavailable(limits.getFirst(), "Redis has not answered this node yet"));

    var response = gateway.chat(KEY, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(header(response, "retry-after")).isEqualTo("1");
  }

  @Test
  void showsTheFiguresAsMetrics() {
    gateway.limitedKey(KEY, 100L, null, null, Map.of());

    gateway.chat(KEY, ask("gpt-4o-mini", ""));

    assertThat(gateway.metrics.scrape())
        .contains("litellm_api_key_rate_limit_used_metric{api_key_alias=\"search\"")
        .containsPattern(
            "litellm_api_key_rate_limit_allowed_metric\\{.*rate_limit_type=\"requests\".*} 100");
  }
}
