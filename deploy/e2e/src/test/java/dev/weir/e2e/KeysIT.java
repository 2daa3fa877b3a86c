package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what with keys, over two nodes. */
final class KeysIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final Calls.Request CALL = Calls.chat("gpt-4o", 10, "Hello");

  @ParameterizedTest
  @CsvSource({
    "POST, /key/generate",
    "POST, /key/update",
    "POST, /key/delete",
    "POST, /key/block",
    "POST, /key/unblock",
    "GET, /key/info",
    "GET, /key/list",
    "POST, /team/new",
    "POST, /team/update",
    "GET, /team/info"
  })
  void refusesAdminRoutes_toAllButTheMasterKey(String method, String path) {
    Node.Key victim = WEIR.a().mint(Map.of("team_id", "victims"));
    Node.Key virtual = WEIR.a().mint(Map.of());

    for (String key : List.of("", "sk-wrong", "wrong", virtual.secret(), victim.id())) {
      Answer answer = call(WEIR.a().master().as(key), method, path, victim);

      assertThat(answer.status()).as("%s with '%s': %s", path, key, answer.text()).isIn(401, 403);
      assertThat(answer.text()).doesNotContain(victim.id());
    }
    assertThat(WEIR.a().as(victim).post(CALL).status()).isEqualTo(200);
  }

  private static Answer call(Api api, String method, String path, Node.Key victim) {
    return method.equals("GET")
        ? api.get(path + "?team_id=victims&key=" + victim.secret())
        : api.post(
            path,
            Map.of(
                "key",
                victim.secret(),
                "keys",
                List.of(victim.secret()),
                "team_id",
                "victims",
                "models",
                List.of("none")));
  }

  @Test
  void acceptsAKeyOnTheOtherNode_withinASecond() {
    Node.Key key = WEIR.a().mint(Map.of());

    await()
        .atMost(1, SECONDS)
        .pollInterval(20, MILLISECONDS)
        .untilAsserted(() -> assertThat(WEIR.b().as(key).post(CALL).status()).isEqualTo(200));
  }

  @Test
  void refusesADeletedKeyOnTheOtherNode_withinASecond() {
    Node.Key key = WEIR.a().mint(Map.of());
    await().atMost(1, SECONDS).until(() -> WEIR.b().as(key).post(CALL).status() == 200);

    WEIR.a().master().post("/key/delete", Map.of("keys", List.of(key.secret())));

    assertThat(WEIR.a().as(key).post(CALL).status()).isEqualTo(401);
    await()
        .atMost(1, SECONDS)
        .pollInterval(20, MILLISECONDS)
        .untilAsserted(() -> assertThat(WEIR.b().as(key).post(CALL).status()).isEqualTo(401));
  }

  @Test
  void takesTheKeyInEachOfTheHeadersThatClientsUse() {
    Node.Key key = WEIR.a().mint(Map.of());
    Api keyless = WEIR.a().master().as("");

    for (String header : List.of("x-api-key", "api-key")) {
      assertThat(keyless.with(header, key.secret()).post(CALL).status()).as(header).isEqualTo(200);
    }
  }
}
