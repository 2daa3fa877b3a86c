package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.schemas.events.BudgetTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyApiTest {
  private final AdminFixture admin = new AdminFixture();

  @Test
  void storesTheKeyOnlyAsItsHash() {
    String key = admin.generate("{\"key\":\"sk-canary-0123456789\"}");

    assertThat(key).isEqualTo("sk-canary-0123456789");
    assertThat(admin.stored(key).toString()).doesNotContain("canary");
    assertThat(admin.stored(key).name()).isEqualTo("sk-...6789");
  }

  @Test
  void keepsMoneyExact() {
    String key = admin.generate("{\"max_budget\":0.1234567891,\"budget_duration\":\"30d\"}");

    assertThat(admin.stored(key).budget()).isEqualTo(new BudgetTerms(123_456_789, "30d", 0));
  }

  @Test
  void takesZeroForABudgetThatBlocks() {
    assertThat(admin.stored(admin.generate("{\"max_budget\":0}")).budget())
        .isEqualTo(new BudgetTerms(0, null, 0));
  }

  @Test
  void makesAnUnknownTeamWithoutABudget() {
    admin.generate("{\"team_id\":\"search\"}");

    var team = admin.directory.view.team("search");
    assertThat(team).isNotNull();
    assertThat(team.budget()).isNull();
  }

  @Test
  void refusesAKeyThatExists() {
    admin.generate("{\"key\":\"sk-mine-0123456789\"}");

    assertThat(admin.post("/key/generate", "{\"key\":\"sk-mine-0123456789\"}"))
        .isEqualTo(Problem.badRequest("This key exists already.", "key"));
  }

  @Test
  void givesAKeyThatIsMadeAgainANewerVersion() {
    String key = admin.generate("{\"key\":\"sk-mine-0123456789\"}");
    long before = admin.stored(key).version();
    admin.post("/key/delete", "{\"keys\":[\"sk-mine-0123456789\"]}");
    admin.now = admin.now.plusMillis(5);

    admin.generate("{\"key\":\"sk-mine-0123456789\"}");

    assertThat(admin.stored(key).version()).isGreaterThan(before);
  }

  @Test
  void changesOnlyTheGivenFields() {
    String key =
        admin.generate(
            """
            {"max_budget":5,"budget_duration":"30d","models":["a"],"metadata":{"x":1},
             "user_id":"u","duration":"1d"}\
            """);
    var old = admin.stored(key);
    admin.now = admin.now.plusSeconds(60);

    admin.post("/key/update", "{\"key\":\"" + key + "\",\"max_budget\":7.5}");

    var updated = admin.stored(key);
    assertThat(updated.budget()).isEqualTo(new BudgetTerms(7_500_000_000L, "30d", 0));
    assertThat(updated)
        .usingRecursiveComparison()
        .ignoringFields("budget", "version", "updatedAt")
        .isEqualTo(old);
    assertThat(updated.version()).isEqualTo(old.version() + 1);
    assertThat(updated.updatedAt()).isEqualTo(admin.now);
  }

  @Test
  void countsInAnotherWindowWithAnotherDuration() {
    String key = admin.generate("{\"max_budget\":5,\"budget_duration\":\"30d\"}");

    admin.post("/key/update", "{\"key\":\"" + key + "\",\"budget_duration\":\"7d\"}");

    assertThat(admin.stored(key).budget()).isEqualTo(new BudgetTerms(5_000_000_000L, "7d", 0));
  }

  @Test
  void takesABudgetAwayWithNull() {
    String key = admin.generate("{\"max_budget\":5}");

    admin.post("/key/update", "{\"key\":\"" + key + "\",\"max_budget\":null}");

    assertThat(admin.stored(key).budget()).isNull();
  }

  @Test
  void goesOnInTheWindowThatItHad_whenABudgetIsTakenAwayAndSetAgain() {
    String key = admin.generate("{\"max_budget\":5,\"budget_duration\":\"30d\"}");
    var before = admin.stored(key).budget();
    for (String change :
        List.of(
            "\"budget_duration\":\"7d\"",
            "\"max_budget\":null",
            "\"max_budget\":5,\"budget_duration\":\"30d\"")) {
      assertThat(admin.post("/key/update", "{\"key\":\"" + key + "\"," + change + "}").status())
          .isEqualTo(200);
    }

    assertThat(admin.stored(key).budget()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"30s, PT30S", "30m, PT30M", "24h, PT24H", "30d, PT720H", "2w, PT336H", "1mo, PT720H"})
  void countsExpiryFromNow(String duration, Duration expected) {
    String key = admin.generate("{\"duration\":\"" + duration + "\"}");

    assertThat(admin.stored(key).expires()).isEqualTo(admin.now.plus(expected));
  }

  @Test
  void countsExpiryAnewAtAnUpdateAndEndsItWithMinusOne() {
    String key = admin.generate("{\"duration\":\"1d\"}");
    admin.now = Instant.parse("2026-12-01T00:00:00Z");

    admin.post("/key/update", "{\"key\":\"" + key + "\",\"duration\":\"1h\"}");
    assertThat(admin.stored(key).expires()).isEqualTo(Instant.parse("2026-12-01T01:00:00Z"));

    admin.post("/key/update", "{\"key\":\"" + key + "\",\"duration\":\"-1\"}");
    assertThat(admin.stored(key).expires()).isNull();
  }

  @Test
  void blocksAndUnblocks() {
    String key = admin.generate("{}");

    assertThat(admin.post("/key/block", "{\"key\":\"" + key + "\"}").body().path("blocked"))
        .isEqualTo(com.fasterxml.jackson.databind.node.BooleanNode.TRUE);
    assertThat(admin.stored(key).blocked()).isTrue();

    admin.post("/key/unblock", "{\"key\":\"" + admin.hasher.id(key) + "\"}");
    assertThat(admin.stored(key).blocked()).isFalse();
  }

  @Test
  void refusesAnAliasOfAnotherKeyAtAnUpdate() {
    admin.generate("{\"key_alias\":\"taken\"}");
    String key = admin.generate("{\"key_alias\":\"own\"}");

    assertThat(
            admin.post("/key/update", "{\"key\":\"" + key + "\",\"key_alias\":\"taken\"}").status())
        .isEqualTo(400);
    assertThat(
            admin.post("/key/update", "{\"key\":\"" + key + "\",\"key_alias\":\"own\"}").status())
        .isEqualTo(200);
  }

  @Test
  void deletesByKeyHashAndAliasAndSaysWhatItDidNotFind() {
    String one = admin.generate("{}");
    String two = admin.generate("{}");
    admin.generate("{\"key_alias\":\"three\"}");

    var result =
        admin.post(
            "/key/delete",
            "{\"keys\":[\"%s\",\"%s\",\"sk-nope\"],\"key_aliases\":[\"three\"]}"
                .formatted(one, admin.hasher.id(two)));

    assertThat(result.body().toString())
        .isEqualTo(
            "{\"deleted_keys\":[\"%s\",\"%s\",\"three\"],\"warnings\":[\"1 of those named were not"
                    .formatted(one, admin.hasher.id(two))
                + " found\"]}");
    assertThat(admin.directory.view.keys()).isEmpty();
  }

  @Test
  void saysThatNoKeyWasFound() {
    assertThat(admin.post("/key/delete", "{\"keys\":[\"sk-nope\"]}"))
        .isEqualTo(Problem.notFound("No keys found", "keys"));
  }

  @Test
  void warnsOfWhatItStoresWithoutEnforcing() {
    var result = admin.post("/key/generate", "{\"soft_budget\":1,\"made_up\":1}");

    assertThat(result.warnings()).containsExactly("`made_up` is not supported: ignored");
    assertThat(result.body().path("warnings").size()).isEqualTo(1);
  }

  @Test
  void keepsLimitsByModelInTheMetadata_untilTheyAreTakenAway() {
    String key = admin.generate("{\"model_rpm_limit\":{\"gpt-4o\":5},\"metadata\":{\"a\":1}}");

    var other = admin.post("/key/update", "{\"key\":\"%s\",\"metadata\":{}}".formatted(key));
    var none =
        admin.post("/key/update", "{\"key\":\"%s\",\"model_rpm_limit\":null}".formatted(key));

    assertThat(other.body().at("/metadata/model_rpm_limit/gpt-4o").asInt()).isEqualTo(5);
    assertThat(none.body().at("/metadata").isEmpty()).isTrue();
  }

  @Test
  void refusesALimitByModelThatIsNoNumber() {
    String wrong = "{\"model_tpm_limit\":{\"gpt-4o\":\"many\"}}";

    assertThat(admin.post("/key/generate", wrong).status()).isEqualTo(400);
  }

  @Test
  void refusesAStreamRecoveryThatThereIsNone() {
    String wrong = "{\"metadata\":{\"stream_recovery\":\"always\"}}";

    assertThat(admin.post("/key/generate", wrong).status()).isEqualTo(400);
    assertThat(admin.post("/key/generate", wrong.replace("always", "continue")).status())
        .isEqualTo(200);
  }

  @Test
  void keepsRoutesAliasesAndTags_andShowsThem() {
    String key =
        admin.generate(
            """
            {"key_type":"llm_api","aliases":{"mini":"gpt-4o-mini"},"tags":["t1"]}\
            """);

    var info = admin.get("/key/info", Map.of("key", key)).body().path("info");
    admin.post(
        "/key/update",
        "{\"key\":\"%s\",\"allowed_routes\":[\"/v1/models\"],\"aliases\":{}}".formatted(key));
    var changed = admin.stored(key);
    admin.post("/key/update", "{\"key\":\"%s\",\"allowed_routes\":[]}".formatted(key));

    assertThat(info.path("allowed_routes").toString()).isEqualTo("[\"llm_api_routes\"]");
    assertThat(info.path("key_type").textValue()).isEqualTo("llm_api");
    assertThat(info.at("/aliases/mini").textValue()).isEqualTo("gpt-4o-mini");
    assertThat(info.at("/metadata/tags/0").textValue()).isEqualTo("t1");
    assertThat(changed.allowedRoutes()).containsExactly("/v1/models");
    assertThat(changed.aliases()).isNull();
    assertThat(admin.stored(key).allowedRoutes()).isNull();
  }

  @Test
  void makesAServiceAccountOfATeamAndOfNoUser() {
    var made = admin.post("/key/service-account/generate", "{\"team_id\":\"search\"}");

    assertThat(admin.stored(made.body().path("key").textValue()).team()).isEqualTo("search");
    assertThat(admin.post("/key/service-account/generate", "{}").status()).isEqualTo(422);
    assertThat(
            admin
                .post("/key/service-account/generate", "{\"team_id\":\"t\",\"user_id\":\"u\"}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void changesManyKeys_andSaysOfEachWhetherItDid() {
    String one = admin.generate("{}");

    var body =
        admin
            .post(
                "/key/bulk_update",
                "{\"keys\":[{\"key\":\"%s\",\"max_budget\":1},{\"key\":\"sk-nope\"},5]}"
                    .formatted(one))
            .body();

    assertThat(body.path("total_requested").intValue()).isEqualTo(3);
    assertThat(body.at("/successful_updates/0/key_info/max_budget").decimalValue())
        .isEqualByComparingTo("1");
    assertThat(body.at("/failed_updates/0/failed_reason").textValue()).isEqualTo("Key not found.");
    assertThat(body.at("/failed_updates/1/failed_reason").textValue())
        .isEqualTo("must be an object");
    assertThat(admin.stored(one).budget()).isEqualTo(new BudgetTerms(1_000_000_000L, null, 0));
  }

  @Test
  void listsAliases() {
    admin.generate("{\"key_alias\":\"Beta\"}");
    admin.generate("{\"key_alias\":\"alpha\"}");
    admin.generate("{}");

    assertThat(admin.get("/key/aliases", Map.of()).body().toString())
        .isEqualTo(
            "{\"aliases\":[\"Beta\",\"alpha\"],\"total_count\":2,\"current_page\":1,"
                + "\"total_pages\":1,\"size\":50}");
    assertThat(admin.get("/key/aliases", Map.of("search", "BET")).body().path("aliases").toString())
        .isEqualTo("[\"Beta\"]");
  }

  @Test
  void says503AndChangesNothing_whenKafkaIsDown() {
    admin.directory.kafkaDown = true;

    for (String path : List.of("/key/generate", "/team/new")) {
      assertThat(admin.post(path, "{}").status()).isEqualTo(503);
    }
    assertThat(admin.post("/key/delete", "{\"keys\":[\"sk-x\"]}").status()).isEqualTo(503);
    assertThat(admin.post("/key/block", "{\"key\":\"sk-x\"}").status()).isEqualTo(503);
    assertThat(admin.get("/key/list", Map.of()).status()).isEqualTo(200);
  }
}
