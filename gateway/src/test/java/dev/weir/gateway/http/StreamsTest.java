package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.MINI_COST;
import static dev.weir.gateway.http.TestGateway.USAGE;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.journal.FinishDraft;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Bill;
import dev.weir.provider.Settings;
import dev.weir.schemas.events.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams: what is hidden before the first content, and how one ends after it. */
class StreamsTest {
  private static final String STREAM = ",\"stream\":true";
  private static final Duration SOON = Duration.ofMillis(700);

  private TestGateway gateway = new TestGateway();

  @AfterEach
  void holdsEndOnce() {
    assertThat(gateway.plane.holds).allSatisfy(hold -> assertThat(hold.endings).hasSize(1));
    assertThat(gateway.log.finished).hasSameSizeAs(gateway.log.begun);
    gateway.close();
  }

  @Test
  void streamsChat_andSettlesBeforeTheEndIsSent() {
    var response = gateway.chat(MASTER, ask("gpt-4o-mini", STREAM));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .contains("text/event-stream; charset=utf-8");
    assertThat(response.headers().firstValue("x-litellm-model-id")).contains("gpt-4o-mini-1");
    assertThat(response.body()).endsWith("data: [DONE]\n\n").doesNotContain("\"usage\":{");
    FinishDraft finish = gateway.log.finished.getFirst();
    assertThat(finish.chargedNanoUsd()).isEqualTo(MINI_COST);
    assertThat(finish.estimated()).isFalse();
    assertThat(finish.firstToken()).isPositive();
    assertThat(gateway.plane.holds.getFirst().endings).containsExactly(MINI_COST);
  }

  @Test
  void hidesAStreamThatIsCutBeforeItsFirstContent() {
    gateway.provider.next("gpt-4o-mini", 1, cutAfter(0));

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", STREAM));

    assertThat(response.body()).endsWith("data: [DONE]\n\n").doesNotContain("error");
    assertThat(response.headers().firstValue("x-litellm-attempted-retries")).contains("1");
    assertThat(gateway.log.finished)
        .extracting(FinishDraft::outcome)
        .containsExactly(Outcome.FAILED, Outcome.SUCCEEDED);
    assertThat(gateway.log.finished.getFirst().estimated()).isTrue();
  }

  @Test
  void endsWithAnErrorEventAndWithoutDone_whenAStreamIsCutAfterContent() {
    gateway.provider.script("gpt-4o-mini", cutAfter(3));

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", STREAM));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("data: {\"error\":{").doesNotContain("[DONE]");
    assertThat(gateway.log.finished).hasSize(1);
    FinishDraft finish = gateway.log.finished.getFirst();
    assertThat(finish.outcome()).isEqualTo(Outcome.CUT);
    assertThat(finish.estimated()).isTrue();
    assertThat(finish.tokens().output()).isBetween(3L, 50L);
    assertThat(finish.chargedNanoUsd()).isPositive();
  }

  @Test
  void endsMessagesWithAnErrorEvent_whenAStreamIsCutAfterContent() {
    gateway.provider.script("claude-sonnet-4-6", cutAfter(3));

    var response = gateway.post("/v1/messages", MASTER, ask("claude", STREAM));

    assertThat(response.body())
        .contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"")
        .doesNotContain("message_stop");
  }

  @Test
  void answersWithAStatus_whenEveryStreamFailsBeforeContent() {
    gateway.provider.script("gpt-4o-mini", cutAfter(0));

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", STREAM));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(json(response).at("/error/type").asText()).isEqualTo("internal_server_error");
    assertThat(gateway.log.finished).hasSize(2);
  }

  @Test
  void answersWithATimeout_whenNoContentComesInTime() {
    gateway.close();
    gateway = new TestGateway(Settings.DEFAULTS, SOON);
    gateway.provider.script("gpt-4o-mini", new Behaviour.Hang());

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", STREAM));

    assertThat(response.statusCode()).isEqualTo(408);
    assertThat(gateway.log.finished.getFirst().error()).isEqualTo("timeout");
    assertThat(gateway.log.finished.getFirst().estimated()).isTrue();
    assertThat(gateway.log.finished.getFirst().tokens().output()).isZero();
  }

  @Test
  void endsWithAnErrorEvent_whenAStreamStallsAfterContent() {
    gateway.close();
    gateway = new TestGateway(Settings.DEFAULTS, SOON);
    gateway.provider.script("gpt-4o-mini", Behaviour.Answer.of(USAGE).stallAfter(3));

    var response = gateway.chat(MASTER, ask("gpt-4o-mini", STREAM));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("data: {\"error\":{").doesNotContain("[DONE]");
    assertThat(gateway.log.finished.getFirst().outcome()).isEqualTo(Outcome.CUT);
  }

  @Test
  void cancelsTheProvidersCall_whenTheClientGoesAway() throws Exception {
    gateway.close();
    gateway =
        new TestGateway(
            Settings.DEFAULTS.withChunkGap(Duration.ofMillis(20)), Duration.ofSeconds(20));
    gateway.provider.script(
        "gpt-4o-mini", Behaviour.Answer.of(dev.weir.provider.Usage.of(100, 2_000)));

    readSomeAndLeave();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(gateway.provider.ledger()).anyMatch(Bill::cancelled));
    await().untilAsserted(() -> assertThat(gateway.log.finished).hasSize(1));
    FinishDraft finish = gateway.log.finished.getFirst();
    assertThat(finish.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(finish.estimated()).isTrue();
    assertThat(finish.tokens().output()).isBetween(1L, 1_000L);
  }

  private void readSomeAndLeave() throws IOException, InterruptedException {
    String body = ask("gpt-4o-mini", STREAM).replace("\"max_tokens\":50,", "");
    try (var in = gateway.open("/v1/chat/completions", body);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (int i = 0; i < 8; i++) {
        assertThat(lines.readLine()).isNotNull();
      }
    }
  }

  private static Behaviour cutAfter(int words) {
    return Behaviour.Answer.of(USAGE).cutAfter(words);
  }
}
