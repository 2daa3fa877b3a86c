package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.e2e.FaultRow.Surface;
import dev.weir.schemas.events.AttemptFinished;
import dev.weir.schemas.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that are given again, on any node and in any form, for nothing. */
final class CacheIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final int CALLS = 100;
  private static final int CLIENTS = 16;
  private static final List<String> GROUPS =
      List.of("claude-sonnet", "gpt-4o", "azure-gpt4", "claude-haiku", "production-llm");

  /** Groups, protocols and streaming in all 20 combinations, each with a text of its own. */
  private static Calls.Request request(int i) {
    String group = GROUPS.get(i % GROUPS.size());
    String text = "Weir number " + i;
    int combination = i / GROUPS.size() % 4;
    Calls.Request request =
        wanted(
            combination % 2 == 0
                ? Calls.chat(group, 20 + i % 30, text)
                : Calls.messages(group, 20 + i % 30, text));
    return combination < 2 ? request : request.streamed();
  }

  private static Calls.Request wanted(Calls.Request request) {
    return request.with("cache", Map.of("use-cache", true));
  }

  private static Calls.Request inTheOtherForm(Calls.Request request) {
    return request.with("stream", !streamed(request));
  }

  private static boolean streamed(Calls.Request request) {
    return request.json().path("stream").asBoolean();
  }

  /** Sums a counter on a node's page, over all of its labels that look like this. */
  private static BigDecimal counted(Node node, String name, String labels) {
    return Pattern.compile(name + "(?:\\{.*" + labels + ".*})? ([0-9.E-]+)")
        .matcher(node.master().get("/metrics").text())
        .results()
        .map(it -> new BigDecimal(it.group(1)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static int stored() {
    return Stream.of(WEIR.a(), WEIR.b())
        .mapToInt(node -> counted(node, "weir_cache_stored_total", "").intValue())
        .sum();
  }

  private static Node.Key key(String team) {
    Node.Key key = WEIR.a().mint(Map.of("team_id", team, "max_budget", 500));
    await().atMost(10, SECONDS).until(() -> WEIR.b().as(key).get("/v1/models").status() == 200);
    return key;
  }

  private static Received received(Calls.Request request, Answer answer) {
    var surface = request.path().equals(Calls.CHAT) ? Surface.CHAT : Surface.MESSAGES;
    return new Received(surface, streamed(request), answer);
  }

  /** Makes it on node a, and waits until it is stored. */
  private static Answer made(Node.Key key, Calls.Request request) {
    int before = stored();
    Answer answer = WEIR.a().as(key).post(request);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("x-weir-cache")).isEmpty();
    await().atMost(10, SECONDS).pollInterval(20, MILLISECONDS).until(() -> stored() == before + 1);
    return answer;
  }

  private static String hit(Node.Key key, Calls.Request request) {
    return WEIR.b().as(key).post(request).header("x-weir-cache");
  }

  @Test
  void givesAHundredMixedAnswersAgain_onAnotherNode_forNothing() {
    Node.Key key = key("cached-one");
    Map<Integer, String> said = new ConcurrentHashMap<>();
    int before = stored();
    assertThat(
            Load.all(
                CLIENTS,
                CALLS,
                i -> {
                  Answer answer = WEIR.a().as(key).post(request(i));
                  said.put(i, received(request(i), answer).text());
                  return answer;
                }))
        .allSatisfy(it -> assertThat(it.header("x-weir-cache")).isEmpty());
    await().atMost(10, SECONDS).until(() -> stored() == before + CALLS);
    assertThat(WEIR.provider().ledger()).hasSize(CALLS);
    long billed = PriceTable.nanoUsd(WEIR.provider().ledger());

    Load.all(
        CLIENTS,
        CALLS,
        i -> {
          Calls.Request request = i % 3 == 0 ? inTheOtherForm(request(i)) : request(i);
          Answer again = WEIR.b().as(key).post(request);
          assertThat(again.header("x-weir-cache")).as(again.text()).isEqualTo("hit");
          assertThat(again.header("x-litellm-cache-key")).matches("[0-9a-f]{64}");
          received(request, again).assertAnswer(said.get(i), GROUPS.get(i % GROUPS.size()));
          return again;
        });

    assertThat(WEIR.provider().ledger()).hasSize(CALLS);
    assertSaved(key, billed);
    assertKeptToItself();
    assertThat(hit(key("cached-one"), request(0))).isEqualTo("hit");
    assertThat(hit(key("cached-two"), request(0))).isEmpty();
    assertThat(WEIR.provider().ledger()).hasSize(CALLS + 1);
  }

  /** The first round's cost is spent once, and saved once. */
  private static void assertSaved(Node.Key key, long billed) {
    await()
        .atMost(30, SECONDS)
        .pollInterval(200, MILLISECONDS)
        .untilAsserted(
            () -> assertThat(WEIR.cluster().ledger().savedByKey().get(key.id())).isEqualTo(billed));
    assertThat(WEIR.cluster().ledger().spendByKey().get(key.id())).isEqualTo(billed);
    assertThat(WEIR.b().spent(key)).isEqualTo(billed);
    List<AttemptFinished> hits =
        WEIR.cluster().ledger().finished(key).stream().filter(it -> it.cacheHit() != null).toList();
    assertThat(hits).hasSize(CALLS).allMatch(it -> it.chargedNanoUsd() == 0);
    String own = "hashed_api_key=\"" + key.id() + "\"";
    BigDecimal saved = counted(WEIR.b(), "weir_cache_saved_usd_total", own);
    assertThat(Money.nanosFromUsd(saved)).isEqualTo(billed);
    assertThat(counted(WEIR.b(), "litellm_cache_hits_metric_total", own))
        .isEqualByComparingTo("100");
    assertThat(counted(WEIR.a(), "litellm_cache_misses_metric_total", own))
        .isEqualByComparingTo("100");
  }

  /** Neither what was asked nor what was answered is anywhere but in the store. */
  private static void assertKeptToItself() {
    String metrics =
        WEIR.a().master().get("/metrics").text() + WEIR.b().master().get("/metrics").text();
    assertThat(WEIR.cluster().logs() + WEIR.cluster().ledger().everything() + metrics)
        .contains("cacheHit")
        .doesNotContain("Weir number", "a low dam");
  }

  @Test
  void givesNothing_toAKeyThatMayNotMakeTheCall() {
    Node.Key key = key("cached-guard");
    Calls.Request call = wanted(Calls.chat("gpt-4o", 50, "Guard me"));
    made(key, call);
    assertThat(hit(key, call)).isEqualTo("hit");
    await().atMost(20, SECONDS).until(() -> WEIR.b().spent(key) > 0);

    changed("/key/update", Map.of("key", key.secret(), "max_budget", 0.000001));
    assertRefused(key, call, 402);
    changed("/key/update", Map.of("key", key.secret(), "max_budget", 500));
    await().atMost(5, SECONDS).until(() -> hit(key, call).equals("hit"));
    changed("/key/block", Map.of("key", key.secret()));
    assertRefused(key, call, 401);
    changed("/key/unblock", Map.of("key", key.secret()));
    await().atMost(5, SECONDS).until(() -> hit(key, call).equals("hit"));
    changed("/key/delete", Map.of("keys", List.of(key.secret())));
    assertRefused(key, call, 401);

    assertThat(WEIR.provider().ledger()).hasSize(1);
  }

  private static void changed(String path, Map<String, ?> change) {
    Answer answer = WEIR.a().master().post(path, change);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static void assertRefused(Node.Key key, Calls.Request call, int status) {
    await()
        .atMost(5, SECONDS)
        .pollInterval(20, MILLISECONDS)
        .untilAsserted(() -> assertThat(WEIR.b().as(key).post(call).status()).isEqualTo(status));
  }

  @Test
  void deletesOneAnswer_orAll_andNothingElse() {
    Node.Key key = key("cached-flush");
    Calls.Request one = wanted(Calls.chat("gpt-4o", 50, "Delete me"));
    Calls.Request two = wanted(Calls.messages("claude-haiku", 50, "Flush me"));
    made(key, one);
    made(key, two);
    Answer hit = WEIR.b().as(key).post(one);
    long billed = PriceTable.nanoUsd(WEIR.provider().ledger());
    await().atMost(20, SECONDS).until(() -> WEIR.b().spent(key) == billed);
    assertThat(WEIR.a().master().get("/cache/ping").json().path("status").asText())
        .isEqualTo("healthy");

    changed("/cache/delete", Map.of("keys", List.of(hit.header("x-litellm-cache-key"))));
    assertThat(hit(key, two)).isEqualTo("hit");
    assertThat(hit(key, one)).isEmpty();
    Answer flushed = WEIR.a().master().post("/cache/flushall", "");

    assertThat(flushed.text()).isEqualTo("{\"status\":\"success\"}");
    assertThat(hit(key, two)).isEmpty();
    assertThat(WEIR.provider().ledger()).hasSize(4);
    long all = PriceTable.nanoUsd(WEIR.provider().ledger());
    await().atMost(20, SECONDS).until(() -> WEIR.b().spent(key) == all);
  }
}
