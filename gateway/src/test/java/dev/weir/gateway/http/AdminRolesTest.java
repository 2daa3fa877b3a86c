package dev.weir.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.admin.AdminRoute;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every admin route that is served, by everybody who may knock. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminRolesTest {
  /** A virtual key may call these, about itself. */
  private static final Set<String> OWN =
      Set.of("/key/info", "/key/list", "/key/health", "/team/info", "/user/info");

  private static final String SECRET = "sk-plain-0123456789";

  private TestGateway gateway;

  /** Who knocks, with what, and what becomes of it on routes that are not for plain keys. */
  private enum Role {
    NONE("", 401, 401),
    NO_KEY("something", 401, 401),
    WRONG_KEY("sk-wrong-0123456789", 401, 401),
    VIRTUAL_KEY(SECRET, 401, 0),
    BLOCKED("sk-blocked-0123456789", 401, 401),
    EXPIRED("sk-expired-0123456789", 401, 401),
    OTHER_ROUTES_ONLY("sk-routes-0123456789", 403, 403),
    MASTER(TestGateway.MASTER, 0, 0);

    private final String key;
    private final int status;
    private final int ownStatus;

    Role(String key, int status, int ownStatus) {
      this.key = key;
      this.status = status;
      this.ownStatus = ownStatus;
    }
  }

  @BeforeAll
  void start() {
    gateway = new TestGateway();
    gateway.key(SECRET, 1_000_000);
    gateway.expiredKey(Role.EXPIRED.key);
    gateway.key(Role.BLOCKED.key, id -> TestAdmin.key(id, true, null, Map.of()));
    gateway.key(
        Role.OTHER_ROUTES_ONLY.key,
        id -> TestAdmin.key(id, false, List.of("/v1/chat/completions"), Map.of()));
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @TestFactory
  Stream<DynamicTest> letsIn() {
    return gateway.adminRoutes.stream()
        .flatMap(route ->
            Stream.of(Role.values())
                .map(role ->
                    DynamicTest.dynamicTest(
                        route.method() + " " + route.path() + " as " + role,
                        () -> check(route, role))));
  }

  private void check(AdminRoute route, Role role) {
    String path = route.path().replace("{key}", SECRET);
    var request = gateway.request(path, role.key);
    var response =
        gateway.send(
            route.method().equals("GET")
                ? request.GET().build()
                : request.POST(BodyPublishers.ofString("{}")).build());

    int expected = OWN.contains(route.path()) ? role.ownStatus : role.status;
    if (expected == 0) {
      assertThat(response.statusCode()).as(response.body()).isNotIn(401, 500);
    } else {
      assertThat(response.statusCode()).as(response.body()).isEqualTo(expected);
      assertThat(response.body()).contains("\"error\"").doesNotContain(SECRET);
    }
  }
}
