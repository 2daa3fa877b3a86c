package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.MINI_COST;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.core.Admission;
import dev.weir.gateway.journal.FinishDraft;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.schemas.events.Outcome;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Group {@code twin}: {@code gpt-4o} first, {@code gpt-4o-mini} when the test rings the alarm. */
class HedgeTest {
  private static final String STREAM = ",\"stream\":true";

  private final TestGateway gateway = new TestGateway();

  @AfterEach
  void holdsEndOnce() {
    assertThat(gateway.plane.holds).allSatisfy(hold -> assertThat(hold.endings).hasSize(1));
    assertThat(gateway.log.finished).hasSameSizeAs(gateway.log.begun);
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", STREAM})
  void answersFromTheSecond_andCancelsTheFirst(String more) {
    gateway.provider.script("gpt-4o", new Behaviour.Hang());

    var response = hedged(MASTER, more);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "x-litellm-model-id")).isEqualTo("twin-2");
    assertThat(gateway.alarm.after).containsExactly(TestGateway.HEDGE_AFTER);
    FinishDraft late = finish(Outcome.CANCELLED);
    assertThat(late.error()).isEqualTo("outrun");
    assertThat(late.estimated()).isTrue();
    assertThat(late.tokens().output()).isZero();
    assertThat(late.chargedNanoUsd()).isPositive();
    assertThat(finish(Outcome.SUCCEEDED).chargedNanoUsd()).isEqualTo(MINI_COST);
  }

  @Test
  void tellsOfBoth() {
    gateway.provider.script("gpt-4o", new Behaviour.Hang());

    var response = hedged(MASTER, "");

    var trail = json(gateway.get("/v1/attempts/" + header(response, "x-litellm-call-id"), MASTER));
    assertThat(trail.findValuesAsText("role")).containsExactlyInAnyOrder("first", "hedge");
    assertThat(trail.findValuesAsText("outcome"))
        .containsExactlyInAnyOrder("cancelled", "succeeded");
  }

  @Test
  void triesNobodyElse_whenTheFirstAnswersInTime() {
    var response = gateway.chat(MASTER, ask("twin", STREAM));
    gateway.alarm.ring();

    assertThat(header(response, "x-litellm-model-id")).isEqualTo("twin-1");
    assertThat(gateway.log.begun).hasSize(1);
  }

  @Test
  void waitsForTheFirst_whenTheSecondFails() {
    gateway.provider.script(
        "gpt-4o",
        new Behaviour.Delay(Duration.ofMillis(500), Behaviour.Answer.of(TestGateway.USAGE)));
    gateway.provider.script("gpt-4o-mini", Refuse.status(500));

    var response = hedged(MASTER, STREAM);

    assertThat(header(response, "x-litellm-model-id")).isEqualTo("twin-1");
    assertThat(response.body()).endsWith("data: [DONE]\n\n");
    assertThat(gateway.log.begun).hasSize(2);
    assertThat(finish(Outcome.FAILED).chargedNanoUsd()).isZero();
  }

  @Test
  void doesNotTryASecond_whenTheBudgetHasNoRoom() {
    String key = gateway.key("sk-poor", 1_000_000_000);
    gateway.provider.script(
        "gpt-4o",
        new Behaviour.Delay(Duration.ofMillis(500), Behaviour.Answer.of(TestGateway.USAGE)));

    var response = gateway.inBackground(() -> gateway.chat(key, ask("twin", "")));
    await().until(() -> gateway.log.begun.size() == 1);
    gateway.plane.refuse(
        (budget, estimate) -> new Admission.Exhausted(budget, 1_000_000_000, 0, estimate));
    gateway.alarm.ring();

    assertThat(response.join().statusCode()).isEqualTo(200);
    assertThat(header(response.join(), "x-litellm-model-id")).isEqualTo("twin-1");
    assertThat(gateway.log.begun).hasSize(1);
  }

  private HttpResponse<String> hedged(String key, String more) {
    CompletableFuture<HttpResponse<String>> response =
        gateway.inBackground(() -> gateway.chat(key, ask("twin", more)));
    await().until(() -> gateway.log.begun.size() == 1);
    gateway.alarm.ring();
    return response.join();
  }

  private FinishDraft finish(Outcome outcome) {
    await().until(() -> gateway.log.finished.stream().anyMatch(it -> it.outcome() == outcome));
    return gateway.log.finished.stream()
        .filter(it -> it.outcome() == outcome)
        .findFirst()
        .orElseThrow();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
