package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.MINI_COST;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weir.gateway.journal.FinishDraft;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.provider.Settings;
import dev.weir.provider.Usage;
import dev.weir.schemas.events.Outcome;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A retry of the client under the same Idempotency-Key, on one node. */
class IdempotencyTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String ONE_KEY = "sk-one-0000000000";
  private static final String STREAM = ",\"stream\":true";
  private static final int WORDS = 60;

  /** Streams take more than a second. */
  private final TestGateway gateway =
      new TestGateway(
          Settings.DEFAULTS.withChunkGap(Duration.ofMillis(20)), Duration.ofSeconds(20));

  @AfterEach
  void holdsEndOnce() {
    assertThat(gateway.plane.holds).allSatisfy(hold -> assertThat(hold.endings).hasSize(1));
    assertThat(gateway.log.finished).hasSameSizeAs(gateway.log.begun);
    gateway.close();
  }

  private HttpRequest request(String path, String key, String name, String body) {
    return gateway
        .request(path, key)
        .header("idempotency-key", name)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> chat(String name, String body) {
    return gateway.send(request(CHAT, MASTER, name, body));
  }

  private static String replay(HttpResponse<?> response) {
    return response.headers().firstValue("x-weir-idempotent-replay").orElse("");
  }

  private static String longStream() {
    return ask("gpt-4o-mini", STREAM).replace("\"max_tokens\":50", "\"max_tokens\":" + WORDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", STREAM})
  void givesTheSameAnswerAgain_andBillsItOnce(String more) {
    var first = chat("order 1", ask("gpt-4o-mini", more));

    var again = chat("order 1", ask("gpt-4o-mini", more));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(replay(first)).isEmpty();
    assertThat(replay(again)).isEqualTo("true");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    for (String header :
        new String[] {"content-type", "x-litellm-call-id", "x-litellm-model-id", "cache-control"}) {
      assertThat(again.headers().firstValue(header))
          .as(header)
          .isEqualTo(first.headers().firstValue(header));
    }
    assertThat(gateway.provider.requests()).hasSize(1);
    assertThat(gateway.log.finished)
        .extracting(FinishDraft::chargedNanoUsd)
        .containsExactly(MINI_COST);
  }

  @Test
  void joinsARunningStream_fromItsBeginning() throws Exception {
    gateway.provider.script("gpt-4o-mini", Behaviour.Answer.of(Usage.of(100, WORDS)));
    try (InputStream first = open("k")) {
      byte[] begun = first.readNBytes(100);

      var joined = chat("k", longStream());

      assertThat(replay(joined)).isEqualTo("true");
      String all = new String(begun, UTF_8) + new String(first.readAllBytes(), UTF_8);
      assertThat(joined.body()).isEqualTo(all).endsWith("data: [DONE]\n\n");
    }
    assertThat(gateway.provider.requests()).hasSize(1);
  }

  @Test
  void goesOn_whenTheFirstClientLeaves_andARetryListens() throws Exception {
    gateway.provider.script("gpt-4o-mini", Behaviour.Answer.of(Usage.of(100, WORDS)));
    try (InputStream first = open("k")) {
      assertThat(first.readNBytes(100)).hasSize(100);
    }

    var retry = chat("k", longStream());

    assertThat(retry.body()).endsWith("data: [DONE]\n\n");
    assertThat(gateway.provider.requests()).hasSize(1);
    assertThat(gateway.log.finished)
        .extracting(FinishDraft::outcome)
        .containsExactly(Outcome.SUCCEEDED);
  }

  @Test
  void keepsAnAnswer_whoseClientGaveUpWaiting() {
    gateway.provider.script(
        "gpt-4o-mini",
        new Behaviour.Delay(Duration.ofMillis(600), Behaviour.Answer.of(TestGateway.USAGE)));
    var impatient =
        HttpRequest.newBuilder(
                request(CHAT, MASTER, "k", ask("gpt-4o-mini", "")), (name, value) -> true)
            .timeout(Duration.ofMillis(200))
            .build();
    assertThat(catchThrowable(() -> gateway.send(impatient)))
        .hasCauseInstanceOf(HttpTimeoutException.class);

    var retry = chat("k", ask("gpt-4o-mini", ""));

    assertThat(retry.statusCode()).isEqualTo(200);
    assertThat(replay(retry)).isEqualTo("true");
    assertThat(gateway.provider.requests()).hasSize(1);
  }

  @Test
  void makesTheCallAgain_whenItFailed() {
    gateway.provider.next("gpt-4o-mini", 1, Refuse.status(401));

    var failed = chat("k", ask("gpt-4o-mini", ""));
    var retry = chat("k", ask("gpt-4o-mini", ""));

    assertThat(failed.statusCode()).isEqualTo(401);
    assertThat(json(failed).at("/error/type").asText()).isEqualTo("authentication_error");
    assertThat(retry.statusCode()).isEqualTo(200);
    assertThat(replay(retry)).isEmpty();
  }

  @Test
  void makesTheCallAgain_whenItsStreamWasCut() {
    gateway.provider.next("gpt-4o-mini", 1, Behaviour.Answer.of(TestGateway.USAGE).cutAfter(3));

    var cut = chat("k", ask("gpt-4o-mini", STREAM));
    var retry = chat("k", ask("gpt-4o-mini", STREAM));

    assertThat(cut.body()).contains("data: {\"error\":{").doesNotContain("[DONE]");
    assertThat(replay(retry)).isEmpty();
    assertThat(retry.body()).endsWith("data: [DONE]\n\n");
  }

  @Test
  void refusesAnotherBodyUnderTheSameKey() {
    chat("k", ask("gpt-4o-mini", ""));

    var other = chat("k", ask("gpt-4o-mini", ",\"temperature\":0"));
    var elsewhere = gateway.send(request("/v1/messages", MASTER, "k", ask("gpt-4o-mini", "")));

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(json(other).at("/error/type").asText()).isEqualTo("idempotency_mismatch");
    assertThat(json(other).at("/error/param").asText()).isEqualTo("Idempotency-Key");
    assertThat(elsewhere.statusCode()).isEqualTo(422);
    assertThat(json(elsewhere).at("/type").asText()).isEqualTo("error");
    assertThat(gateway.provider.requests()).hasSize(1);
  }

  @Test
  void neverGivesAnAnswer_toAnotherVirtualKey() {
    String one = gateway.key(ONE_KEY, 1_000_000_000L, "gpt-4o-mini");
    String two = gateway.key("sk-two-0000000000", 1_000_000_000L, "gpt-4o-mini");
    String body = ask("gpt-4o-mini", "");
    assertThat(gateway.send(request(CHAT, one, "k", body)).statusCode()).isEqualTo(200);

    assertThat(replay(gateway.send(request(CHAT, two, "k", body)))).isEmpty();
    assertThat(replay(gateway.send(request(CHAT, one, "k", body)))).isEqualTo("true");
    assertThat(gateway.provider.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tab\there"})
  void refusesWhatIsNoKey(String name) {
    var response = chat(name, ask("gpt-4o-mini", ""));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("Idempotency-Key");
    assertThat(gateway.provider.requests()).isEmpty();
  }

  @Test
  void refusesAKeyThatIsTooLong_orGivenTwice() {
    assertThat(chat("k".repeat(256), ask("gpt-4o-mini", "")).statusCode()).isEqualTo(400);
    assertThat(chat("k".repeat(255), ask("gpt-4o-mini", "")).statusCode()).isEqualTo(200);
    var twice =
        gateway
            .request(CHAT, MASTER)
            .header("idempotency-key", "a")
            .header("idempotency-key", "b")
            .POST(BodyPublishers.ofString(ask("gpt-4o-mini", "")))
            .build();
    assertThat(gateway.send(twice).statusCode()).isEqualTo(400);
  }

  @Test
  void waitsForACallWithoutAClient_whenItIsStopped() throws Exception {
    gateway.provider.script("gpt-4o-mini", Behaviour.Answer.of(Usage.of(100, WORDS)));
    try (InputStream first = open("k")) {
      assertThat(first.readNBytes(100)).hasSize(100);
    }

    gateway.close();

    assertThat(gateway.log.finished)
        .extracting(FinishDraft::outcome)
        .containsExactly(Outcome.SUCCEEDED);
  }

  private InputStream open(String name) throws Exception {
    return gateway.open(request(CHAT, MASTER, name, longStream()));
  }
}
