package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Our answers beside LiteLLM's to the same requests: the same fields with the same values, except
 * those named here. Different on purpose: {@code blocked} is never null, times are written with Z
 * and rounded to what the clock said, {@code settings_updated_at} of a key that changed is when it
 * changed, and there can be {@code warnings}.
 */
class RecordedShapesTest {
  private static final Set<String> OWN =
      Set.of("key", "key_name", "token", "token_id", "created_at", "updated_at", "blocked");
  private static final String K1 =
      """
      {"key_alias":"k1","max_budget":5,"budget_duration":"30d","rpm_limit":100,"tpm_limit":50000,
       "models":["claude-sonnet","fb-e400"]}\
      """;

  private final AdminFixture admin = new AdminFixture();

  @Test
  void generatesAKeyLikeLitellm() {
    JsonNode ours =
        admin
            .post("/key/generate", AdminFixture.resource("virtual_key_request.json").toString())
            .body();

    assertThat(differences(ours, AdminFixture.recorded("generate-unknown-team"))).isEmpty();
    assertThat(ours.path("key").textValue()).matches("sk-[A-Za-z0-9_-]{22}");
    assertThat(ours.path("key_name").textValue())
        .isEqualTo("sk-..." + ours.path("key").textValue().substring(21));
    assertThat(ours.path("token")).isEqualTo(ours.path("token_id"));
    assertThat(ours.path("created_at").textValue()).isEqualTo("2026-11-22T18:16:21.023541Z");
  }

  @Test
  void showsAKeyLikeLitellm() {
    String key = admin.generate(K1);

    JsonNode ours = admin.get("/key/info", Map.of("key", key)).body();

    JsonNode recorded = AdminFixture.recorded("info");
    assertThat(differences(ours, recorded)).containsExactly("info");
    assertThat(differences(ours.path("info"), recorded.path("info")))
        .containsExactly("budget_reset_at");
    assertThat(ours.path("info").path("budget_reset_at").textValue())
        .isEqualTo("2026-12-01T00:00:00Z");
  }

  @Test
  void updatesAKeyLikeLitellm() {
    String key = admin.generate(K1);

    JsonNode ours =
        admin
            .post(
                "/key/update",
                """
                {"key":"%s","max_budget":7.5,"models":["claude-sonnet","gpt-4o"],
                 "metadata":{"x":1}}\
                """
                    .formatted(key))
            .body();

    assertThat(differences(ours, AdminFixture.recorded("update")))
        .containsExactly("budget_reset_at", "settings_updated_at");
  }

  @Test
  void unblocksAKeyLikeLitellm() {
    String key =
        admin.generate(
            """
            {"key_alias":"k1","max_budget":7.5,"budget_duration":"30d","rpm_limit":100,
             "tpm_limit":50000,"models":["claude-sonnet","gpt-4o"],"metadata":{"x":1}}\
            """);

    JsonNode ours = admin.post("/key/unblock", "{\"key\":\"" + key + "\"}").body();

    assertThat(differences(ours, AdminFixture.recorded("unblock")))
        .containsExactly("settings_updated_at");
    assertThat(ours.path("blocked").isBoolean()).isTrue();
  }

  @Test
  void listsKeysLikeLitellm() {
    admin.generate(K1);

    JsonNode ours =
        admin.get("/key/list", Map.of("return_full_object", "true", "key_alias", "k1")).body();

    JsonNode recorded = AdminFixture.recorded("list-full");
    assertThat(differences(ours, recorded)).containsExactly("keys");
    assertThat(differences(ours.path("keys").path(0), recorded.path("keys").path(0))).isEmpty();
  }

  @Test
  void makesAndShowsATeamLikeLitellm() {
    JsonNode made =
        admin
            .post(
                "/team/new",
                """
                {"team_id":"search","team_alias":"Search","max_budget":1000,
                 "budget_duration":"30d","tpm_limit":100000,"rpm_limit":500,
                 "models":["claude-sonnet","claude-haiku","gpt-4o-mini","slow"],
                 "metadata":{"cost_center":"42"}}\
                """)
            .body();
    JsonNode info = admin.get("/team/info", Map.of("team_id", "search")).body();

    // Whoever makes a team is no member of it.
    assertThat(differences(made, AdminFixture.recorded("team-new")))
        .containsExactly("members_with_roles");
    JsonNode recorded = AdminFixture.recorded("team-info");
    assertThat(differences(info, recorded))
        .containsExactly("keys", "team_info", "team_memberships");
    assertThat(differences(info.path("team_info"), recorded.path("team_info")))
        .containsExactly("members_with_roles");
  }

  @Test
  void addsAMemberLikeLitellm() {
    admin.post("/team/new", "{\"team_id\":\"search\",\"members_with_roles\":[]}");

    JsonNode ours =
        admin
            .post(
                "/team/member_add",
                """
                {"team_id":"search","member":{"role":"user","user_id":"u-9"},
                 "max_budget_in_team":3}\
                """)
            .body();

    JsonNode recorded = AdminFixture.recorded("team-member-add");
    assertThat(ours.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(recorded::fieldNames);
    assertThat(ours.at("/members_with_roles/0")).isEqualTo(recorded.at("/members_with_roles/1"));
    assertThat(differences(ours.at("/updated_users/0"), recorded.at("/updated_users/0")))
        .as("what /user/info says besides")
        .containsExactly(
            "invitations_created",
            "invitations_updated",
            "invitations_user",
            "litellm_organization_table",
            "model_max_budget_usage",
            "organization_memberships",
            "verified_subjects");
    JsonNode table = recorded.at("/updated_team_memberships/0/litellm_budget_table");
    assertThat(differences(ours.at("/updated_team_memberships/0/litellm_budget_table"), table))
        .as("a budget that others don't share has no id")
        .containsExactly(
            "allowed_models",
            "budget_id",
            "created_at",
            "max_parallel_requests",
            "model_max_budget",
            "soft_budget",
            "temp_budget_expiry",
            "temp_budget_increase",
            "tpd_limit");
  }

  @Test
  void makesAndShowsAUserLikeLitellm() {
    JsonNode made =
        admin
            .post(
                "/user/new",
                "{\"user_id\":\"u-5\",\"user_email\":\"u5@example.com\",\"max_budget\":10}")
            .body();
    JsonNode info = admin.get("/user/info", Map.of("user_id", "u-5")).body();

    // We say more of the key that comes with it.
    assertThat(differences(made, AdminFixture.recorded("user-new")))
        .containsExactly("created_by", "key_type", "updated_by");
    JsonNode recorded = AdminFixture.recorded("user-info");
    assertThat(differences(info, recorded)).containsExactly("keys", "user_info");
    assertThat(differences(info.path("user_info"), recorded.path("user_info"))).isEmpty();
  }

  @Test
  void failsInLitellmsWords() {
    admin.generate("{\"key_alias\":\"search-team\"}");

    assertThat(admin.post("/key/generate", "{\"key_alias\":\"search-team\"}").body())
        .isEqualTo(AdminFixture.recorded("duplicate-alias"));
    assertThat(admin.get("/key/info", Map.of("key", "sk-nope-nope-nope-nope")).body())
        .isEqualTo(AdminFixture.recorded("info-unknown"));
    assertThat(admin.post("/key/update", "{\"key\":\"sk-nope-nope-nope-nope\"}").body())
        .isEqualTo(AdminFixture.recorded("update-unknown-key"));
  }

  /** Names of the fields that only one has, or that say something else. */
  private static List<String> differences(JsonNode ours, JsonNode recorded) {
    var names = new TreeMap<String, Boolean>();
    ours.fieldNames().forEachRemaining(name -> names.put(name, true));
    recorded.fieldNames().forEachRemaining(name -> names.put(name, true));
    var differences = new ArrayList<String>();
    for (String name : names.keySet()) {
      boolean both = ours.has(name) && recorded.has(name);
      if (!both || !(OWN.contains(name) || same(ours.path(name), recorded.path(name)))) {
        differences.add(name);
      }
    }
    return differences;
  }

  private static boolean same(JsonNode ours, JsonNode recorded) {
    return ours.isNumber() && recorded.isNumber()
        ? ours.decimalValue().compareTo(recorded.decimalValue()) == 0
        : ours.equals(recorded);
  }
}
