package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.MINI_COST;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.journal.FinishDraft;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.schemas.events.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that are not streamed: what the client gets, what the provider sees, what is booked. */
class CallsTest {
  private TestGateway gateway;

  @BeforeEach
  void start() {
    gateway = new TestGateway();
  }

  @AfterEach
  void holdsEndOnce() {
    assertThat(gateway.plane.holds).allSatisfy(hold -> assertThat(hold.endings).hasSize(1));
    assertThat(gateway.log.finished).hasSameSizeAs(gateway.log.begun);
    gateway.close();
  }

  @Test
  void answersChat_withHeadersAndASettledCost() {
    var response = gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).at("/model").asText()).isEqualTo("gpt-4o-mini");
    assertThat(json(response).at("/usage/completion_tokens").asInt()).isEqualTo(20);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.headers().firstValue("x-litellm-model-id")).contains("gpt-4o-mini-1");
    assertThat(response.headers().firstValue("x-litellm-model-group")).contains("gpt-4o-mini");
    assertThat(response.headers().firstValue("x-litellm-model-name"))
        .contains("openai/gpt-4o-mini");
    assertThat(response.headers().firstValue("x-litellm-response-cost")).contains("0.000027");
    assertThat(response.headers().firstValue("x-litellm-attempted-retries")).contains("0");
    assertThat(response.headers().firstValue("x-litellm-attempted-fallbacks")).contains("0");
    assertThat(response.headers().firstValue("x-litellm-version")).contains("weir-test");
    assertThat(response.headers().firstValue("llm_provider-x-request-id")).isPresent();
    assertThat(gateway.plane.holds.getFirst().endings).containsExactly(MINI_COST);
    assertThat(gateway.plane.holds.getFirst().held).isGreaterThan(MINI_COST);
    FinishDraft finish = gateway.log.finished.getFirst();
    assertThat(finish.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(finish.chargedNanoUsd()).isEqualTo(MINI_COST);
    assertThat(finish.estimated()).isFalse();
    assertThat(gateway.metrics.scrape())
        .containsPattern("litellm_requests_metric_total\\{.*model=\"gpt-4o-mini\".*\\} 1.0");
  }

  @Test
  void answersMessages_alsoWithoutV1_fromAnOpenAiModel() {
    var response = gateway.post("/messages", MASTER, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).at("/type").asText()).isEqualTo("message");
    assertThat(json(response).at("/model").asText()).isEqualTo("gpt-4o-mini");
  }

  @Test
  void takesOverTheClientsCallId_ifItIsSane() {
    var sane =
        gateway.send(
            gateway
                .request("/v1/models", MASTER)
                .uri(gateway.request("/v1/chat/completions", MASTER).build().uri())
                .header("x-litellm-call-id", "my-call-1")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(ask("gpt-4o-mini", "")))
                .build());

    assertThat(sane.headers().firstValue("x-litellm-call-id")).contains("my-call-1");
    assertThat(gateway.log.begun.getFirst().call()).isEqualTo("my-call-1");
  }

  @Test
  void retriesAServerError_andBillsOnlyTheAnswer() {
    gateway.provider.next("gpt-4o-mini", 1, Refuse.status(500));

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-litellm-attempted-retries")).contains("1");
    assertThat(gateway.plane.holds.get(0).endings).containsExactly(0L);
    assertThat(gateway.plane.holds.get(1).endings).containsExactly(MINI_COST);
    assertThat(gateway.log.begun.get(1).number()).isEqualTo(2);
    assertThat(gateway.waits).hasSize(1);
  }

  @Test
  void waitsAsLongAsTheProviderAsks_andPassesItOnWhenItGivesUp() {
    gateway.provider.script("gpt-4o-mini", Refuse.status(429).with("retry-after", "7"));

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    assertThat(gateway.waits).containsExactly(Duration.ofSeconds(7));
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).contains("7");
    assertThat(response.headers().firstValue("llm_provider-retry-after")).contains("7");
    assertThat(json(response).at("/error/type").asText()).isEqualTo("throttling_error");
    assertThat(json(response).at("/error/code").asText()).isEqualTo("429");
  }

  @Test
  void fallsBackToAnotherProvider_afterTheRetries() {
    gateway.provider.script("gpt-4o", Refuse.status(500));

    var response = gateway.chat(MASTER, ask("gpt-4o", ""));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).at("/model").asText()).isEqualTo("claude");
    assertThat(response.headers().firstValue("x-litellm-model-group")).contains("claude");
    assertThat(response.headers().firstValue("x-litellm-attempted-fallbacks")).contains("1");
    assertThat(gateway.log.finished)
        .extracting(FinishDraft::outcome)
        .containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.SUCCEEDED);
  }

  @Test
  void simulatesAFailure_withoutCallingTheFirstGroup() {
    var response = gateway.chat(MASTER, ask("gpt-4o", ",\"mock_testing_fallbacks\":true"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-litellm-attempted-fallbacks")).contains("1");
    assertThat(gateway.provider.requests()).hasSize(1);
    assertThat(gateway.provider.requests().getFirst().body())
        .doesNotContain("mock_testing_fallbacks");
    assertThat(gateway.log.begun).hasSize(1);
  }

  @Test
  void doesNotRetryWhatAnotherTryCannotChange() {
    gateway.provider.script("gpt-4o-mini", Refuse.status(401));

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(json(response).at("/error/type").asText()).isEqualTo("authentication_error");
    assertThat(gateway.provider.requests()).hasSize(1);
  }

  @Test
  void billsThePrompt_whenAnAnswerBreaksOff() {
    gateway.provider.next("gpt-4o-mini", 1, Behaviour.Answer.of(TestGateway.USAGE).cutAfter(1));

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(200);
    FinishDraft broken = gateway.log.finished.getFirst();
    assertThat(broken.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(broken.estimated()).isTrue();
    assertThat(broken.chargedNanoUsd())
        .isPositive()
        .isLessThanOrEqualTo(gateway.log.begun.getFirst().estimateNanoUsd());
  }

  @Test
  void letsAnUnpricedModelThrough_whereNoBudgetHolds() {
    var response = gateway.chat(MASTER, ask("mystery", ""));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-litellm-response-cost")).isEmpty();
    assertThat(gateway.log.finished.getFirst().unpriced()).isTrue();
    assertThat(gateway.log.finished.getFirst().chargedNanoUsd()).isZero();
  }

  @Test
  void refusesNewWork_whenTheJournalIsFull() {
    gateway.log.full = true;

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(gateway.provider.requests()).isEmpty();
    assertThat(gateway.plane.holds.getFirst().endings).containsExactly(0L);
  }

  @Test
  void billsNothing_andNamesNoAddress_whenNoConnectionCanBeMade() {
    int port = gateway.provider.baseUri().getPort();
    gateway.provider.close();

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain(String.valueOf(port));
    assertThat(gateway.log.finished)
        .hasSize(2)
        .allSatisfy(finish -> {
          assertThat(finish.error()).isEqualTo("connection");
          assertThat(finish.chargedNanoUsd()).isZero();
          assertThat(finish.estimated()).isFalse();
        });
  }
}
