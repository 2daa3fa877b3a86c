package dev.weir.gateway.http;

import static dev.weir.gateway.http.TestGateway.MASTER;
import static dev.weir.gateway.http.TestGateway.ask;
import static dev.weir.gateway.http.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Admission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is given a stored answer. */
class CacheAccessTest extends CacheCase {
  @Test
  void isFlushed_byTheMasterKeyOnly() {
    store("");
    String key = gateway.key("sk-one-0000000000", RICH);
    assertThat(gateway.post("/cache/flushall", key, "").statusCode()).isEqualTo(401);
    assertThat(hit(chat(""))).isEqualTo("hit");

    assertThat(gateway.post("/cache/flushall", MASTER, "").statusCode()).isEqualTo(200);

    assertThat(hit(chat(""))).isEmpty();
    assertThat(json(gateway.get("/cache/ping", MASTER)).at("/cache_type").asText())
        .isEqualTo("local");
  }

  @Test
  void neverGivesAnAnswer_toAnotherKeyWithoutATeam() {
    String one = gateway.key("sk-one-0000000000", RICH);
    String two = gateway.key("sk-two-0000000000", RICH);
    String body = ask("gpt-4o-mini", "");
    hit("/v1/chat/completions", one, body);

    assertThat(hit(gateway.chat(two, body))).isEmpty();
    assertThat(hit(gateway.chat(MASTER, body))).isEmpty();
  }

  @Test
  void keepsAKeyToItsModelsAndItsBudget() {
    String key = gateway.key("sk-one-0000000000", RICH);
    hit("/v1/chat/completions", key, ask("gpt-4o-mini", ""));

    gateway.key("sk-one-0000000000", RICH, "claude");
    assertThat(gateway.chat(key, ask("gpt-4o-mini", "")).statusCode()).isEqualTo(403);
    gateway.expiredKey("sk-one-0000000000");
    assertThat(gateway.chat(key, ask("gpt-4o-mini", "")).statusCode()).isEqualTo(401);
    gateway.key("sk-one-0000000000", RICH);
    gateway.plane.refuse((budget, nano) -> new Admission.Exhausted(budget, RICH, 0, nano));
    var refused = gateway.chat(key, ask("gpt-4o-mini", ""));
    assertThat(refused.statusCode()).isEqualTo(402);
    assertThat(hit(refused)).isEmpty();
  }

  @Test
  void countsAHit_againstTheKeysRate() {
    String body = ask("gpt-4o-mini", "");
    gateway.limitedKey("sk-one-0000000000", 100L, null, null, Map.of());
    hit("/v1/chat/completions", "sk-one-0000000000", body);

    assertThat(gateway.rates.holds).allSatisfy(hold -> assertThat(hold.endings()).hasSize(1));
    assertThat(gateway.rates.holds.getLast().endings()).containsExactly("settled 0");
  }

  @Test
  void letsAKeySayWhatItsRequestsMay_andWhatHoldsForThem() {
    gateway.limitedKey(
        "sk-one-0000000000",
        null,
        null,
        null,
        Map.of("allowed_cache_controls", List.of("no-cache"), "cache", Map.of("no-store", true)));
    String key = "sk-one-0000000000";

    var refused = gateway.chat(key, ask("gpt-4o-mini", ",\"cache\":{\"ttl\":9}"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).at("/error/message").asText())
        .isEqualTo(
            "Not allowed to set ttl as a cache control. Contact admin to change permissions.");
    gateway.chat(key, ask("gpt-4o-mini", ""));
    store("");
    assertThat(hit(gateway.chat(key, ask("gpt-4o-mini", "")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"no_cache\":true}', cache",
    "'{\"no-cache\":1}', cache.no-cache",
    "'{\"ttl\":0}', cache.ttl",
    "'{\"namespace\":\"a b\"}', cache.namespace",
    "true, cache"
  })
  void refusesWrongControls(String control, String param) {
    var response = chat(",\"cache\":" + control);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/error/param").asText()).isEqualTo(param);
  }
}
