package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.auth.AuthResult;
import dev.weir.gateway.auth.AuthResult.Reason;
import dev.weir.gateway.core.Caller;
import dev.weir.schemas.events.UserEntry;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AdminRoutesTest {
  private final AdminFixture admin = new AdminFixture();

  @TestFactory
  Stream<DynamicTest> refusesEveryRouteWithoutAGoodKey() {
    var refused = new AuthResult.Refused(Reason.NO_KEY, "No api key passed in.", "None");
    return admin.routes().stream()
        .map(route ->
            DynamicTest.dynamicTest(
                route.path(),
                () ->
                    assertThat(route.admit(refused))
                        .isEqualTo(
                            new AdminRoute.Refused(
                                new Problem(401, "auth_error", "No api key passed in.", "None")))));
  }

  /** What a plain key may call; the answer is about itself, or its user, alone. */
  private static final Set<String> OWN =
      Set.of("/key/info", "/key/list", "/key/health", "/team/info", "/user/info");

  @TestFactory
  Stream<DynamicTest> admitsKeysByTheRoleOfTheirUser() {
    return admin.routes().stream()
        .flatMap(route ->
            Stream.of(null, "internal_user", "proxy_admin_viewer", "proxy_admin")
                .map(role ->
                    DynamicTest.dynamicTest(
                        route.path() + " as " + role,
                        () ->
                            assertThat(route.admit(virtual(role)) instanceof AdminRoute.Admitted)
                                .isEqualTo(admits(route, role)))));
  }

  private static boolean admits(AdminRoute route, @Nullable String role) {
    return OWN.contains(route.path())
        || "proxy_admin".equals(role)
        || ("proxy_admin_viewer".equals(role) && route.method().equals("GET"));
  }

  @Test
  void listsToAPlainKeyThoseOfItsUser_andNoneWithoutOne() {
    String mine = admin.generate("{\"user_id\":\"u\"}");
    admin.generate("{\"user_id\":\"v\"}");
    var own = new Caller.VirtualKey(admin.stored(mine), null);
    var nobodys = new Caller.VirtualKey(admin.stored(admin.generate("{}")), null);

    var listed = admin.call("GET", "/key/list", Map.of("user_id", "v"), "", own).body();

    assertThat(listed.path("keys").path(0).textValue()).isEqualTo(admin.hasher.id(mine));
    assertThat(listed.path("total_count").intValue()).isEqualTo(1);
    assertThat(admin.call("GET", "/key/list", Map.of(), "", nobodys).status()).isEqualTo(403);
  }

  @Test
  void letsAnAdminsKeySeeTheOthers() {
    String other = admin.generate("{\"key_alias\":\"other\"}");
    admin.post("/user/new", "{\"user_id\":\"boss\",\"user_role\":\"proxy_admin\"}");
    var boss =
        new Caller.VirtualKey(
            admin.stored(admin.generate("{\"user_id\":\"boss\"}")),
            null,
            admin.directory.view.user("boss"));

    assertThat(info(boss, Map.of("key", other)).body().at("/info/key_alias").textValue())
        .isEqualTo("other");
    assertThat(
            admin
                .call("GET", "/user/info", Map.of("user_id", "boss"), "", boss)
                .body()
                .path("keys"))
        .hasSize(2);
  }

  @Test
  void showsAVirtualKeyItselfAlone() {
    String other = admin.generate("{}");
    String own = admin.generate("{\"key_alias\":\"own\"}");
    var caller = new Caller.VirtualKey(admin.stored(own), null);

    assertThat(info(caller, Map.of()).body().path("key").textValue())
        .isEqualTo(admin.hasher.id(own));
    assertThat(info(caller, Map.of("key", own)).body().path("info").path("key_alias").textValue())
        .isEqualTo("own");
    assertThat(info(caller, Map.of("key", other))).isEqualTo(AdminRoute.adminOnly("/key/info"));
  }

  @Test
  void showsSpendOfTheWindowAndTheTotal() {
    String key = admin.generate("{\"max_budget\":5,\"budget_duration\":\"1d\"}");
    admin.windowSpend = OptionalLong.of(1_500_000_000);
    admin.totalSpend = OptionalLong.of(42_000_000_001L);

    var info = admin.get("/key/info", Map.of("key", key)).body().path("info");

    assertThat(info.path("spend").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(info.path("total_spend").decimalValue()).isEqualByComparingTo("42.000000001");
  }

  @Test
  void saysThatSpendIsNotKnownInsteadOfZero_andAsksOnlyOnce() {
    admin.generate("{\"max_budget\":5}");
    admin.generate("{}");
    admin.windowSpend = OptionalLong.empty();
    admin.totalSpend = OptionalLong.empty();
    admin.spendReads = 0;

    var result = admin.get("/key/list", Map.of("return_full_object", "true"));

    assertThat(result.body().path("keys").path(0).path("spend").isNull()).isTrue();
    assertThat(result.warnings()).containsExactly("spend is null: it can't be read at the moment");
    assertThat(admin.spendReads).isEqualTo(1);
  }

  @Test
  void listsInPagesOldestFirst() {
    for (int i = 0; i < 12; i++) {
      admin.now = admin.now.plusSeconds(1);
      admin.generate("{\"key_alias\":\"k%02d\",\"team_id\":\"t%d\"}".formatted(i, i % 2));
    }

    var page = admin.get("/key/list", Map.of("page", "2", "size", "5")).body();

    assertThat(page.path("total_count").intValue()).isEqualTo(12);
    assertThat(page.path("total_pages").intValue()).isEqualTo(3);
    assertThat(page.path("keys").path(0).textValue())
        .isEqualTo(admin.directory.view.keyByAlias("k05").id());
    assertThat(
            admin.get("/key/list", Map.of("team_id", "t1")).body().path("total_count").intValue())
        .isEqualTo(6);
    assertThat(
            admin
                .get("/key/list", Map.of("sort_order", "desc", "size", "1"))
                .body()
                .path("keys")
                .path(0)
                .textValue())
        .isEqualTo(admin.directory.view.keyByAlias("k11").id());
  }

  @Test
  void refusesAPageThatIsNone() {
    assertThat(admin.get("/key/list", Map.of("size", "101")).status()).isEqualTo(422);
    assertThat(admin.get("/key/list", Map.of("page", "0")).status()).isEqualTo(422);
    assertThat(admin.get("/key/list", Map.of("page", "x")).status()).isEqualTo(422);
    assertThat(admin.get("/key/list", Map.of("sort_by", "spend")).status()).isEqualTo(400);
  }

  @Test
  void givesATeamThatCameWithAKeyItsBudgetLater() {
    admin.generate("{\"team_id\":\"search\"}");

    assertThat(admin.post("/team/new", "{\"team_id\":\"search\",\"max_budget\":10}").status())
        .isEqualTo(200);
    assertThat(admin.directory.view.team("search").budget().limitNanoUsd())
        .isEqualTo(10_000_000_000L);
    assertThat(admin.post("/team/new", "{\"team_id\":\"search\"}"))
        .isEqualTo(
            Problem.badRequest(
                "Team id = search already exists. Please use a different team id.", "team_id"));
  }

  @Test
  void updatesATeamAndSaysWhichIsUnknown() {
    admin.post("/team/new", "{\"team_id\":\"search\",\"max_budget\":10,\"models\":[\"a\"]}");

    var result = admin.post("/team/update", "{\"team_id\":\"search\",\"max_budget\":0.0001}");

    assertThat(result.body().path("data").path("max_budget").decimalValue())
        .isEqualByComparingTo("0.0001");
    assertThat(admin.directory.view.team("search").models()).containsExactly("a");
    assertThat(admin.post("/team/update", "{\"team_id\":\"nope\"}").status()).isEqualTo(404);
    assertThat(admin.get("/team/info", Map.of("team_id", "nope")).status()).isEqualTo(404);
  }

  @Test
  void showsTheKeysOfATeam() {
    String key = admin.generate("{\"team_id\":\"search\"}");
    admin.generate("{\"team_id\":\"other\"}");

    var keys = admin.get("/team/info", Map.of("team_id", "search")).body().path("keys");

    assertThat(keys).hasSize(1);
    assertThat(keys.path(0).path("token").textValue()).isEqualTo(admin.hasher.id(key));
  }

  private AdminResult info(Caller caller, Map<String, String> query) {
    return admin.call("GET", "/key/info", query, "", caller);
  }

  private AuthResult virtual(@Nullable String role) {
    UserEntry user = UserTerms.newUser("u", admin.now);
    if (role != null) {
      user = UserTerms.of(user, new Fields(EntryJson.object().put("user_role", role)), admin.now);
    }
    return new AuthResult.Allowed(
        new Caller.VirtualKey(admin.stored(admin.generate("{}")), null, user));
  }
}
