package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.Caller;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.MemberTerms;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.TeamMember;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TeamApiTest {
  private final AdminFixture admin = new AdminFixture();

  TeamApiTest() {
    admin.post(
        "/team/new", "{\"team_id\":\"search\",\"team_alias\":\"Search\",\"models\":[\"a\"]}");
  }

  private TeamEntry team() {
    return admin.directory.view.team("search");
  }

  private JsonNode ok(String path, String body) {
    AdminResult result = admin.post(path, body);
    assertThat(result.status()).as(result.body().toString()).isEqualTo(200);
    return result.body();
  }

  @Test
  void addsMembersWithWhatTheyMaySpend_andMakesUsersThatAreNotKnown() {
    ok("/user/new", "{\"user_id\":\"ann\",\"user_email\":\"ann@b.c\",\"auto_create_key\":false}");

    JsonNode answer =
        ok(
            "/team/member_add",
            """
            {"team_id":"search","max_budget_in_team":3,"budget_duration":"30d","member":
             [{"role":"admin","user_email":"ann@b.c"},{"role":"user","user_id":"bob"}]}\
            """);

    var terms = new MemberTerms(new BudgetTerms(3_000_000_000L, "30d", 0), null, null);
    assertThat(team().members())
        .containsExactly(
            new TeamMember("ann", "admin", terms), new TeamMember("bob", "user", terms));
    assertThat(admin.directory.view.user("bob").role()).isEqualTo("internal_user");
    assertThat(answer.at("/members_with_roles/0/user_email").textValue()).isEqualTo("ann@b.c");
    assertThat(answer.at("/updated_users/1/teams/0").textValue()).isEqualTo("search");
    assertThat(
            answer.at("/updated_team_memberships/1/litellm_budget_table/max_budget").decimalValue())
        .isEqualByComparingTo("3");
    assertThat(
            admin
                .post(
                    "/team/member_add", "{\"team_id\":\"search\",\"member\":{\"user_id\":\"bob\"}}")
                .body()
                .at("/error/type")
                .textValue())
        .isEqualTo("team_member_already_in_team");
  }

  @Test
  void holdsEachMemberToTheTeamsTerms_whereItHasNoneOfItsOwn() {
    ok(
        "/team/update",
        """
        {"team_id":"search","team_member_budget":1,"team_member_rpm_limit":5,
         "team_member_budget_duration":"1d"}\
        """);
    ok("/team/member_add", "{\"team_id\":\"search\",\"member\":{\"user_id\":\"ann\"}}");

    JsonNode changed =
        ok(
            "/team/member_update",
            "{\"team_id\":\"search\",\"user_id\":\"ann\",\"max_budget_in_team\":2,\"tpm_limit\":9}");

    var everybodys = new BudgetTerms(1_000_000_000L, "1d", 0);
    assertThat(team().termsOf("stranger")).isEqualTo(new MemberTerms(everybodys, 5L, null));
    assertThat(team().termsOf("ann"))
        .isEqualTo(new MemberTerms(new BudgetTerms(2_000_000_000L, null, 0), 5L, 9L));
    assertThat(changed.path("max_budget_in_team").decimalValue()).isEqualByComparingTo("2");
    assertThat(changed.path("rpm_limit").intValue()).isEqualTo(5);
    ok(
        "/team/member_update",
        "{\"team_id\":\"search\",\"user_id\":\"ann\",\"role\":\"admin\",\"max_budget_in_team\":null,\"tpm_limit\":null}");
    assertThat(team().members()).containsExactly(new TeamMember("ann", "admin", null));
  }

  @Test
  void refusesAMemberBudgetOfZero_whichLitellmTakesForNone() {
    for (String body :
        new String[] {
          "{\"team_id\":\"search\",\"member\":{\"user_id\":\"a\"},\"max_budget_in_team\":0}",
          "{\"team_id\":\"search\",\"member\":{\"user_id\":\"a\"},\"allowed_models\":[\"a\"]}",
          "{\"team_id\":\"search\",\"member\":{\"role\":\"user\"}}",
          "{\"team_id\":\"search\",\"member\":[]}",
          "{\"team_id\":\"search\",\"member\":{\"user_id\":\"a\",\"role\":\"king\"}}",
        }) {
      assertThat(admin.post("/team/member_add", body).status()).as(body).isEqualTo(400);
    }
    assertThat(
            admin
                .post("/team/update", "{\"team_id\":\"search\",\"team_member_budget\":0}")
                .status())
        .isEqualTo(400);
    assertThat(team().members()).isNull();
  }

  @Test
  void removesAMemberWithItsKeysInTheTeam_andNoOthers() {
    ok("/team/member_add", "{\"team_id\":\"search\",\"member\":{\"user_id\":\"ann\"}}");
    admin.generate("{\"team_id\":\"search\",\"user_id\":\"ann\"}");
    String own = admin.generate("{\"user_id\":\"ann\"}");
    String others = admin.generate("{\"team_id\":\"search\",\"user_id\":\"bob\"}");

    ok("/team/member_delete", "{\"team_id\":\"search\",\"user_id\":\"ann\"}");

    assertThat(team().members()).isNull();
    assertThat(admin.directory.view.keys())
        .containsExactlyInAnyOrder(admin.stored(own), admin.stored(others));
    assertThat(
            admin
                .post("/team/member_delete", "{\"team_id\":\"search\",\"user_id\":\"ann\"}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void takesAUserIntoTeamsWhenItIsMade_andOutWhenItIsDeleted() {
    ok("/user/new", "{\"user_id\":\"ann\",\"teams\":[\"search\"]}");
    assertThat(team().member("ann")).isEqualTo(new TeamMember("ann", "user", null));
    assertThat(
            admin
                .get("/user/info", Map.of("user_id", "ann"))
                .body()
                .at("/teams/0/team_alias")
                .textValue())
        .isEqualTo("Search");

    ok("/user/delete", "{\"user_ids\":[\"ann\"]}");

    assertThat(team().member("ann")).isNull();
    assertThat(admin.post("/user/new", "{\"user_id\":\"b\",\"teams\":[\"nope\"]}").status())
        .isEqualTo(404);
    assertThat(admin.directory.view.user("b")).isNull();
  }

  @Test
  void deletesTeamsWithTheirKeys_orNothingWhereOneIsUnknown() {
    admin.generate("{\"team_id\":\"search\"}");
    String other = admin.generate("{}");

    assertThat(admin.post("/team/delete", "{\"team_ids\":[\"search\",\"nope\"]}").status())
        .isEqualTo(404);
    assertThat(admin.directory.view.keys()).hasSize(2);
    assertThat(ok("/team/delete", "{\"team_ids\":[\"search\"]}").toString())
        .isEqualTo("{\"deleted_teams\":[\"search\"]}");

    assertThat(team()).isNull();
    assertThat(admin.directory.view.keys()).containsExactly(admin.stored(other));
  }

  @Test
  void blocksAndUnblocks() {
    assertThat(ok("/team/block", "{\"team_id\":\"search\"}").path("blocked").booleanValue())
        .isTrue();
    assertThat(team().blocked()).isTrue();
    ok("/team/unblock", "{\"team_id\":\"search\"}");
    assertThat(team().blocked()).isFalse();
    assertThat(team().models()).containsExactly("a");
  }

  @Test
  void changesTheModels_butTurnsNoListIntoAll() {
    ok("/team/model/add", "{\"team_id\":\"search\",\"models\":[\"b\",\"a\"]}");
    assertThat(team().models()).containsExactly("a", "b");
    ok("/team/model/delete", "{\"team_id\":\"search\",\"models\":[\"a\"]}");
    assertThat(team().models()).containsExactly("b");

    assertThat(
            admin
                .post("/team/model/delete", "{\"team_id\":\"search\",\"models\":[\"b\"]}")
                .status())
        .isEqualTo(400);
    assertThat(team().models()).containsExactly("b");
    admin.post("/team/new", "{\"team_id\":\"free\"}");
    assertThat(admin.post("/team/model/add", "{\"team_id\":\"free\",\"models\":[\"b\"]}").status())
        .as("would forbid all others")
        .isEqualTo(400);
  }

  @Test
  void showsATeamToItsOwnKeysAndMembersAlone_withoutTheOthersKeys() {
    ok("/team/member_add", "{\"team_id\":\"search\",\"member\":{\"user_id\":\"ann\"}}");
    String key = admin.generate("{\"team_id\":\"search\"}");
    var ofTeam = new Caller.VirtualKey(admin.stored(key), team());
    var ofMember =
        new Caller.VirtualKey(admin.stored(admin.generate("{\"user_id\":\"ann\"}")), null);
    var stranger = new Caller.VirtualKey(admin.stored(admin.generate("{}")), null);
    var query = Map.of("team_id", "search");
    admin.totalSpend = OptionalLong.of(7_000_000_000L);

    JsonNode all = admin.get("/team/info", query).body();
    JsonNode seen = admin.call("GET", "/team/info", query, "", ofTeam).body();

    assertThat(all.path("keys")).hasSize(1);
    assertThat(all.at("/team_memberships/0/spend").decimalValue()).isEqualByComparingTo("7");
    assertThat(seen.at("/team_info/team_alias").textValue()).isEqualTo("Search");
    assertThat(seen.path("keys")).isEmpty();
    assertThat(seen.at("/team_info/metadata")).isEmpty();
    assertThat(admin.call("GET", "/team/info", query, "", ofMember).status()).isEqualTo(200);
    assertThat(admin.call("GET", "/team/info", query, "", stranger))
        .isEqualTo(AdminRoute.adminOnly("/team/info"));
    assertThat(admin.call("GET", "/team/info", Map.of("team_id", "no"), "", stranger))
        .as("nobody learns which teams there are")
        .isEqualTo(AdminRoute.adminOnly("/team/info"));
  }

  @Test
  void listsTeams_wholeAndInPages() {
    admin.now = admin.now.plusSeconds(1);
    ok(
        "/team/new",
        "{\"team_id\":\"b\",\"members_with_roles\":[{\"role\":\"user\",\"user_id\":\"ann\"}]}");

    JsonNode all = admin.get("/team/list", Map.of()).body();
    JsonNode page = admin.get("/v2/team/list", Map.of("page", "2", "page_size", "1")).body();

    assertThat(all.isArray()).isTrue();
    assertThat(all.findValuesAsText("team_id")).startsWith("search", "b");
    assertThat(admin.get("/team/list", Map.of("user_id", "ann")).body()).hasSize(1);
    assertThat(page.at("/teams/0/team_id").textValue()).isEqualTo("b");
    assertThat(page.path("total").intValue()).isEqualTo(2);
  }
}
