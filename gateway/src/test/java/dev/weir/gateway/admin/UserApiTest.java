package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.gateway.core.Caller;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.UserEntry;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserApiTest {
  private final AdminFixture admin = new AdminFixture();

  @Test
  void makesAUserWithItsLimits_andAKeyThatBelongsToIt() {
    JsonNode made =
        admin
            .post(
                "/user/new",
                """
                {"user_id":"u-5","user_email":"u5@example.com","max_budget":10,
                 "budget_duration":"30d","rpm_limit":3,"tpm_limit":4,"max_parallel_requests":5,
                 "models":["a"],"key_alias":"first","duration":"1d"}\
                """)
            .body();

    UserEntry user = admin.directory.view.user("u-5");
    assertThat(user.budget()).isEqualTo(new BudgetTerms(10_000_000_000L, "30d", 0));
    assertThat(user.rpmLimit()).isEqualTo(3);
    assertThat(user.tpmLimit()).isEqualTo(4);
    assertThat(user.maxParallelRequests()).isEqualTo(5);
    assertThat(user.models()).containsExactly("a");
    var key = admin.stored(made.path("key").textValue());
    assertThat(key.user()).isEqualTo("u-5");
    assertThat(key.alias()).isEqualTo("first");
    assertThat(key.budget()).as("only the user's holds it").isNull();
    assertThat(key.expires()).isEqualTo(admin.now.plusSeconds(86_400));
    assertThat(made.path("warnings").isMissingNode()).isTrue();
  }

  @Test
  void makesNoKeyWhereNoneIsWanted() {
    JsonNode made = admin.post("/user/new", "{\"auto_create_key\":false}").body();

    assertThat(made.path("key").isNull()).isTrue();
    assertThat(made.path("user_id").textValue()).hasSize(36);
    assertThat(admin.directory.view.keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"user_id\":\"u\"} | 409 | User with id u already exists.",
        "{\"user_email\":\"A@b.c\"} | 409 | User with email A@b.c already exists.",
        "{\"key_alias\":\"taken\"} | 400 | Key with alias 'taken' already exists. Unique key"
            + " aliases across all keys are required.",
        "{\"user_role\":\"king\"} | 400 | `user_role` must be one of [proxy_admin,"
            + " proxy_admin_viewer, internal_user, internal_user_viewer]",
        "{\"duration\":\"soon\"} | 400 | `duration` is no duration: use a format like '30s', '24h',"
            + " '7d', '2w' or '1mo'",
        "{\"tpd_limit\":5} | 400 | `tpd_limit` is a limit that Weir does not keep",
        "{\"max_budget\":-1} | 400 | `max_budget` must be a non-negative finite number",
      })
  void refusesAUserThatItCouldNotKeep_andMakesNothing(String body, int status, String message) {
    admin.post("/user/new", "{\"user_id\":\"u\",\"user_email\":\"a@b.c\",\"key_alias\":\"taken\"}");

    AdminResult result = admin.post("/user/new", body);

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.body().at("/error/message").textValue()).isEqualTo(message);
    assertThat(admin.directory.view.users()).hasSize(1);
    assertThat(admin.directory.view.keys()).hasSize(1);
  }

  @Test
  void changesOnlyTheGivenFields_ofAUserNamedByIdOrEmail() {
    admin.post(
        "/user/new",
        "{\"user_id\":\"u\",\"user_email\":\"a@b.c\",\"max_budget\":1,\"rpm_limit\":2}");
    UserEntry old = admin.directory.view.user("u");

    admin.post("/user/update", "{\"user_id\":\"u\",\"max_budget\":7.5}");
    JsonNode byEmail =
        admin.post("/user/update", "{\"user_email\":\"a@b.c\",\"rpm_limit\":null}").body();

    UserEntry now = admin.directory.view.user("u");
    assertThat(now.budget()).isEqualTo(new BudgetTerms(7_500_000_000L, null, 0));
    assertThat(now.rpmLimit()).isNull();
    assertThat(now.email()).isEqualTo("a@b.c");
    assertThat(now.version()).isEqualTo(old.version() + 2);
    assertThat(byEmail.at("/data/max_budget").decimalValue()).isEqualByComparingTo("7.5");
    assertThat(admin.post("/user/update", "{\"user_id\":\"nobody\"}").status()).isEqualTo(404);
  }

  @Test
  void deletesAUserWithItsKeys_orNothingWhereOneIsUnknown() {
    admin.post("/user/new", "{\"user_id\":\"u\"}");
    admin.generate("{\"user_id\":\"u\"}");
    String other = admin.generate("{\"user_id\":\"v\"}");

    assertThat(admin.post("/user/delete", "{\"user_ids\":[\"u\",\"nobody\"]}").status())
        .isEqualTo(404);
    assertThat(admin.directory.view.keys()).hasSize(3);
    assertThat(admin.post("/user/delete", "{\"user_ids\":[\"u\"]}").body().intValue()).isEqualTo(1);

    assertThat(admin.directory.view.user("u")).isNull();
    assertThat(admin.directory.view.keys()).containsExactly(admin.stored(other));
  }

  @Test
  void showsAUserWithItsSpendAndKeys_andAVirtualKeyItsOwnAlone() {
    String key =
        admin
            .post("/user/new", "{\"user_id\":\"u\",\"max_budget\":2}")
            .body()
            .path("key")
            .textValue();
    admin.post("/user/new", "{\"user_id\":\"v\"}");
    admin.windowSpend = OptionalLong.of(1_500_000_000);
    var own = new Caller.VirtualKey(admin.stored(key), null, admin.directory.view.user("u"));

    JsonNode asked = admin.get("/user/info", Map.of("user_id", "u")).body();
    JsonNode self = admin.call("GET", "/user/info", Map.of(), "", own).body();
    AdminResult other = admin.call("GET", "/user/info", Map.of("user_id", "v"), "", own);

    assertThat(asked.at("/user_info/spend").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(asked.at("/keys/0/token").textValue()).isEqualTo(admin.hasher.id(key));
    assertThat(self).isEqualTo(asked);
    assertThat(other).isEqualTo(AdminRoute.adminOnly("/user/info"));
  }

  @Test
  void listsUsersInPages() {
    for (int i = 0; i < 3; i++) {
      admin.now = admin.now.plusSeconds(1);
      admin.post("/user/new", "{\"user_id\":\"u%d\",\"user_role\":\"internal_user\"}".formatted(i));
    }

    JsonNode page = admin.get("/user/list", Map.of("page", "2", "page_size", "2")).body();

    assertThat(page.path("total").intValue()).isEqualTo(3);
    assertThat(page.path("total_pages").intValue()).isEqualTo(2);
    assertThat(page.at("/users/0/user_id").textValue()).isEqualTo("u2");
    assertThat(page.path("users")).hasSize(1);
    assertThat(
            admin.get("/user/list", Map.of("role", "proxy_admin")).body().path("total").intValue())
        .isZero();
  }
}
