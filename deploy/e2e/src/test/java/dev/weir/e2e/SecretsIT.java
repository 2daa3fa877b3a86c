package dev.weir.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.schemas.events.AuditRecord;
import dev.weir.schemas.events.DirectoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of a key, and that nothing of it can be read anywhere. */
final class SecretsIT {
  @RegisterExtension static final WholeSystem WEIR = new WholeSystem();

  private static final Calls.Request CALL = Calls.chat("gpt-4o", 10, "canary-prompt-5f1c");
  private static final String FIRST = "sk-canary-first-8a2e6b";
  private static final String SECOND = "sk-canary-second-0c9d41";
  private static final String THIRD = "sk-canary-third-77be02";
  private static final String WRONG = "sk-canary-wrong-3e5a90";

  /** What nobody may read in a log, a topic, a metric, or an answer that was not to show it. */
  private static final List<String> CANARIES =
      List.of(
          FIRST,
          SECOND,
          THIRD,
          WRONG,
          "canary-prompt-5f1c",
          Cluster.MASTER_KEY,
          "one secret for all nodes",
          "anthropic-key",
          "azure-key");

  private final List<String> answers = new ArrayList<>();

  private Answer admin(String path, Map<String, ?> body) {
    Answer answer = WEIR.a().master().post(path, body);
    assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
    return answer;
  }

  private int call(Node node, String key) {
    Answer answer = node.master().as(key).post(CALL);
    answers.add(answer.text());
    return answer.status();
  }

  private void keep(Answer answer) {
    answers.add(answer.text());
  }

  @Test
  void aKeyIsMadeRenewedWithGraceAndDeleted_andIsNowhereToBeRead() {
    String id =
        admin("/key/generate", Map.of("key", FIRST, "key_alias", "canary", "max_budget", 1))
            .json()
            .path("token_id")
            .asText();
    await().atMost(5, SECONDS).until(() -> call(WEIR.b(), FIRST) == 200);

    admin("/key/" + id + "/regenerate", Map.of("new_key", SECOND, "grace_period", "1h"));
    await().atMost(1, SECONDS).until(() -> call(WEIR.b(), SECOND) == 200);
    assertThat(call(WEIR.b(), FIRST)).as("in its grace").isEqualTo(200);

    admin("/key/regenerate", Map.of("key", SECOND, "new_key", THIRD));
    await().atMost(1, SECONDS).until(() -> call(WEIR.b(), SECOND) == 401);
    assertThat(call(WEIR.b(), THIRD)).isEqualTo(200);
    assertThat(call(WEIR.b(), FIRST)).as("still in its grace").isEqualTo(200);

    knockInVain(id);
    keep(WEIR.a().master().get("/key/info?key=" + id));
    keep(WEIR.a().master().get("/key/list?return_full_object=true&size=100"));
    admin("/key/block", Map.of("key", id));
    admin("/key/unblock", Map.of("key", id));
    admin("/key/delete", Map.of("key_aliases", List.of("canary")));
    for (String secret : List.of(FIRST, SECOND, THIRD)) {
      assertThat(call(WEIR.a(), secret)).isEqualTo(401);
    }

    assertAudited(id);
    assertBilledAsOneKey(id);
    assertNowhere();
  }

  /** Calls that are refused, with every secret that there is. */
  private void knockInVain(String id) {
    for (String key : List.of(FIRST, WRONG, id)) {
      keep(WEIR.a().master().as(key).post("/key/regenerate", Map.of("key", THIRD)));
      keep(WEIR.a().master().as(key).get("/key/info?key=" + Cluster.MASTER_KEY));
      keep(WEIR.a().master().as(key).post("/team/new", Map.of("team_id", 5)));
    }
    keep(WEIR.a().master().post("/key/generate", Map.of("key", THIRD)));
    keep(WEIR.a().master().post("/key/generate", Map.of("key", "canary is no key " + WRONG)));
    keep(WEIR.a().master().post("/key/generate", "{\"key\":\"" + WRONG + "\""));
    keep(WEIR.a().master().post("/key/update", Map.of("key", WRONG, "max_budget", "much")));
  }

  private static void assertAudited(String id) {
    var records =
        WEIR.cluster().ledger().audit().stream()
            .filter(it -> it.entity().equals("key:" + id))
            .toList();
    assertThat(records)
        .extracting(AuditRecord::route)
        .containsExactly(
            "/key/generate",
            "/key/{key}/regenerate",
            "/key/regenerate",
            "/key/block",
            "/key/unblock",
            "/key/delete");
    for (int i = 1; i < records.size(); i++) {
      DirectoryEntry before = records.get(i).before();
      assertThat(before).isEqualTo(records.get(i - 1).after());
    }
    assertThat(records.getLast().after()).isNull();
  }

  /** Whatever secret was used, it is the same key that spent. */
  private static void assertBilledAsOneKey(String id) {
    long billed = PriceTable.nanoUsd(WEIR.provider().ledger());
    await()
        .atMost(20, SECONDS)
        .untilAsserted(
            () -> assertThat(WEIR.cluster().ledger().spendByKey()).containsEntry(id, billed));
  }

  private void assertNowhere() {
    String logs = WEIR.cluster().logs();
    String topics = WEIR.cluster().ledger().everything();
    String metrics =
        WEIR.a().master().get("/metrics").text() + WEIR.b().master().get("/metrics").text();
    assertThat(logs).contains("audit");
    assertThat(topics).contains("canary");
    assertThat(metrics).contains("canary");
    for (String canary : CANARIES) {
      assertThat(logs.contains(canary)).as("%s in a log", canary).isFalse();
      assertThat(topics.contains(canary)).as("%s in a topic", canary).isFalse();
      assertThat(metrics.contains(canary)).as("%s in a metric", canary).isFalse();
      assertThat(answers).as("%s in an answer", canary).noneMatch(it -> it.contains(canary));
    }
  }
}
