package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.Admission;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The three kinds of refusal by a budget. */
class BudgetRefusalTest {
  private static final String KEY = "sk-poor-000000000000";
  private final TestGateway gateway = new TestGateway();

  @BeforeEach
  void mintKey() {
    gateway.key(KEY, 1_000_000);
  }

  @AfterEach
  void nothingWasBilled() {
    assertThat(gateway.provider.requests()).isEmpty();
    assertThat(gateway.log.begun).isEmpty();
    gateway.close();
  }

  @Test
  void answers402_withWhatBlocks_whenTheBudgetIsSpent() {
    gateway.plane.refuse(
        (budget, nanos) -> new Admission.Exhausted(budget, 900_000, 50_000, 80_000));

    var response = gateway.chat(KEY, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(402);
    assertThat(response.headers().firstValue("x-should-retry")).contains("false");
    assertThat(response.headers().firstValue("retry-after")).isEmpty();
    JsonNode error = json(response).at("/error");
    assertThat(error.at("/type").asText()).isEqualTo("budget_exceeded");
    assertThat(error.at("/param").isNull()).isTrue();
    assertThat(error.at("/code").asText()).isEqualTo("402");
    assertThat(error.at("/message").asText())
        .startsWith(
            "Budget has been exceeded! Key=search (sk-...ey00) Current cost: 0.0009, Max budget:"
                + " 0.001");
    assertThat(response.body())
        .contains(
            "\"weir\":{\"level\":\"key\",\"owner\":\"search\",\"limit\":0.001,\"window_end\":null,"
                + "\"spent\":0.0009,\"held\":0.00005}");
  }

  @Test
  void answers429_withAWait_whenTheBudgetIsBusy() {
    gateway.plane.refuse((budget, nanos) -> new Admission.Busy(budget, Duration.ofMillis(1_200)));

    var response = gateway.chat(KEY, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).contains("2");
    assertThat(json(response).at("/error/type").asText()).isEqualTo("budget_busy");
  }

  @Test
  void answers503_withTheReason_whenNobodyCanSay() {
    gateway.plane.refuse((budget, nanos) -> new Admission.Unavailable(budget, "Redis is away"));

    var response = gateway.post("/v1/messages", KEY, ask("claude", ""));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).contains("1");
    assertThat(json(response).at("/type").asText()).isEqualTo("error");
    assertThat(json(response).at("/error/message").asText()).contains("Redis is away");
  }
}
