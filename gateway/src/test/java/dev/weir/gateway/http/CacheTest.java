package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.MINI_COST;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.journal.FinishDraft;
import dev.weir.provider.Behaviour;
import dev.weir.provider.Behaviour.Refuse;
import dev.weir.schemas.events.CacheHit;
import dev.weir.schemas.events.Tokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given again, and in which form. */
class CacheTest extends CacheCase {
  @Test
  void givesTheAnswerAgain_forNothing() {
    double before = gateway.cache.stored();
    var first = chat("");
    await().pollInterval(POLL).until(() -> gateway.cache.stored() > before);

    var again = chat("");

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(hit(again)).isEqualTo("hit");
    assertThat(again.headers().firstValue("x-litellm-cache-key").orElseThrow())
        .matches("[0-9a-f]{64}");
    assertThat(again.headers().firstValue("age").orElseThrow()).matches("[0-9]");
    assertThat(again.headers().firstValue("x-litellm-response-cost")).hasValue("0");
    assertThat(again.headers().firstValue("x-litellm-model-id")).hasValue("gpt-4o-mini-1");
    assertThat(first.headers().map())
        .doesNotContainKeys("x-litellm-cache-key", "age", "x-weir-cache");
    assertThat(gateway.log.finished.getFirst().chargedNanoUsd()).isEqualTo(MINI_COST);
    FinishDraft hit = gateway.log.finished.getLast();
    assertThat(hit.chargedNanoUsd()).isZero();
    assertThat(hit.tokens()).isEqualTo(Tokens.NONE);
    assertThat(hit.cacheHit()).isEqualTo(new CacheHit(MINI_COST, new Tokens(100, 0, 0, 0, 20, 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ',\"stream\":true'",
    "',\"stream\":true', ''",
    "',\"stream\":true', ',\"stream\":true,\"stream_options\":{\"include_usage\":true}'"
  })
  void givesAChatCompletion_inTheFormThatIsAskedFor(String stored, String asked) {
    store(stored);

    var again = chat(asked);

    assertThat(hit(again)).isEqualTo("hit");
    assertThat(calls()).isZero();
    assertThat(again.body()).contains("\"model\":\"gpt-4o-mini\"");
    boolean usage = !asked.equals(STREAM);
    assertThat(again.body().contains("\"prompt_tokens\":100")).isEqualTo(usage);
    if (asked.isEmpty()) {
      assertThat(json(again).at("/choices/0/message/content").asText()).isNotEmpty();
      assertThat(json(again).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    } else {
      assertThat(again.headers().firstValue("content-type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(again.body()).endsWith("data: [DONE]\n\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"'', ',\"stream\":true'", "',\"stream\":true', ''"})
  void givesAMessage_inTheFormThatIsAskedFor(String stored, String asked) {
    hit(MESSAGES, MASTER, ask("claude", stored));
    gateway.provider.clear();

    var again = gateway.post(MESSAGES, MASTER, ask("claude", asked));

    assertThat(hit(again)).isEqualTo("hit");
    assertThat(calls()).isZero();
    if (asked.isEmpty()) {
      assertThat(json(again).at("/content/0/text").asText()).isNotEmpty();
      assertThat(json(again).at("/usage/output_tokens").asInt()).isEqualTo(20);
    } else {
      assertThat(again.body()).startsWith("event: message_start\n").contains("event: message_stop");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"user\":\"somebody\"",
        ",\"metadata\":{\"x\":1},\"tags\":[\"t\"]",
        ",\"temperature\":null",
        ",\"timeout\":9,\"num_retries\":0,\"cache\":{\"ttl\":60}"
      })
  void ignoresWhatDoesNotDecideTheAnswer(String more) {
    store("");

    assertThat(hit(chat(more))).isEqualTo("hit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"temperature\":0.5",
        ",\"n\":1",
        ",\"cache\":{\"no-cache\":true}",
        ",\"cache\":{\"namespace\":\"n\"}",
        ",\"cache\":{\"use-cache\":false}",
        ",\"mock_response\":\"mocked\""
      })
  void makesTheCall_whereAnotherAnswerIsWanted(String more) {
    store("");

    assertThat(hit(chat(more))).isEmpty();
  }

  @Test
  void storesNothing_whenItIsNotToBe() {
    chat(",\"cache\":{\"no-store\":true}");
    gateway.provider.next("gpt-4o-mini", 1, Behaviour.Answer.of(TestGateway.USAGE).cutAfter(3));
    chat(STREAM);
    gateway.provider.next("gpt-4o-mini", 1, Refuse.status(400));
    chat("");
    chat(",\"mock_response\":\"mocked\"");
    store(",\"top_p\":1");

    assertThat(hit(chat(""))).isEmpty();
  }

  @Test
  void storesNoAnswerOfAFallback() {
    gateway.provider.next("gpt-4o", 2, Refuse.status(500));
    assertThat(gateway.chat(MASTER, ask("gpt-4o", "")).body()).contains("claude");
    store("");

    assertThat(gateway.chat(MASTER, ask("gpt-4o", "")).body()).doesNotContain("claude");
  }

  @Test
  void namespacesAreInTheKey_andKeysCanBeDeleted() {
    String own = ",\"cache\":{\"namespace\":\"own\"}";
    store(own);
    String key = chat(own).headers().firstValue("x-litellm-cache-key").orElseThrow();
    assertThat(key).matches("own:[0-9a-f]{64}");

    var deleted = gateway.post("/cache/delete", MASTER, "{\"keys\":[\"" + key + "\"]}");

    assertThat(deleted.body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(hit(chat(own))).isEmpty();
  }

  @Test
  void refusesAnAnswerThatIsTooOld() {
    store("");

    assertThat(hit(chat(",\"cache\":{\"s-maxage\":60}"))).isEqualTo("hit");
    await()
        .untilAsserted(
            () -> assertThat(hit(chat(",\"cache\":{\"s-maxage\":0,\"no-store\":true}"))).isEmpty());
  }

  @Test
  void cachesOnlyWhatAsksForIt_whenItIsOffByDefault() {
    restart(false, false);
    store(",\"cache\":{\"use-cache\":true}");

    assertThat(hit(chat(""))).isEmpty();
  }

  @Test
  void makesIdenticalCallsOnce_whenTheyComeAtTheSameTime() {
    restart(true, true);
    gateway.provider.script(
        "gpt-4o-mini",
        new Behaviour.Delay(Duration.ofMillis(300), Behaviour.Answer.of(TestGateway.USAGE)));

    List<CompletableFuture<HttpResponse<String>>> calls =
        IntStream.range(0, 8)
            .mapToObj(i -> gateway.inBackground(() -> chat(i % 2 == 0 ? "" : STREAM)))
            .toList();

    assertThat(calls.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
        .containsOnly(200);
    assertThat(calls()).isEqualTo(1);
    assertThat(gateway.log.finished.stream().filter(it -> it.cacheHit() != null)).hasSize(7);
  }

  @Test
  void makesTheOthersCalls_whenTheFirstFails() {
    restart(true, true);
    gateway.provider.script(
        "gpt-4o-mini", new Behaviour.Delay(Duration.ofMillis(200), Refuse.status(400)));

    var calls = Stream.of("", "", "").map(more -> gateway.inBackground(() -> chat(more))).toList();

    assertThat(calls.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
        .containsOnly(400);
    assertThat(calls()).isEqualTo(3);
  }

  @Test
  void isReplayedToANamedCall() {
    store("");
    var named =
        gateway
            .request("/v1/chat/completions", MASTER)
            .header("idempotency-key", "order 1")
            .POST(BodyPublishers.ofString(ask("gpt-4o-mini", "")))
            .build();

    var first = gateway.send(named);
    var again = gateway.send(named);

    assertThat(hit(first)).isEqualTo("hit");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("x-weir-idempotent-replay")).hasValue("true");
    assertThat(calls()).isZero();
  }

  @Test
  void tellsMetricsAndTrailsOfHits() {
    store("");
    var again = chat("");

    String call = again.headers().firstValue("x-litellm-call-id").orElseThrow();
    var step = json(gateway.get("/v1/attempts/" + call, MASTER)).at("/steps/0");

    assertThat(step.at("/step").asText()).isEqualTo("cached");
    assertThat(step.at("/saved").decimalValue()).isEqualByComparingTo("0.000027");
    assertThat(gateway.metrics.scrape())
        .containsPattern("litellm_cache_misses_metric_total\\{.*} [0-9.]+")
        .containsPattern("litellm_cache_hits_metric_total\\{.*model=\"gpt-4o-mini\".*} [0-9.]+")
        .containsPattern("litellm_cached_tokens_metric_total\\{.*} [0-9.]+")
        .containsPattern("weir_cache_saved_usd_total\\{.*} [0-9.]+");
  }
}
