package dev.weir.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.auth.RouteAccess.Allowed;
import dev.weir.gateway.auth.RouteAccess.Denied;
import dev.weir.schemas.events.KeyEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteAccessTest {
  private static KeyEntry key(@Nullable List<String> routes) {
    KeyEntry plain = Entries.key("k", null);
    return new KeyEntry(
        plain.id(),
        1,
        plain.name(),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        plain.metadata(),
        Entries.THEN,
        Entries.THEN,
        "admin",
        null,
        routes,
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "llm_api_routes, /v1/chat/completions, true",
    "llm_api_routes, /v1/messages, true",
    "llm_api_routes, /models, true",
    "llm_api_routes, /key/info, false",
    "llm_api_routes, /cache/flushall, false",
    "management_routes, /cache/flushall, true",
    "info_routes, /key/info, true",
    "info_routes, /v1/models, true",
    "info_routes, /key/generate, false",
    "info_routes, /v1/chat/completions, false",
    "management_routes, /team/update, true",
    "management_routes, /chat/completions, false",
    "/v1/models, /v1/models, true",
    "/v1/models, /v1/models/gpt-4o, false",
    "/v1/*, /v1/messages, true",
    "/v1/*, /messages, false",
    "/key/{key}/regenerate, /key/abc/regenerate, true",
    "/key/{key}/regenerate, /key/abc/reset_spend, false",
    "/key/{key}/regenerate, /key//regenerate, false",
  })
  void allowsWhatTheListNames(String route, String path, boolean allowed) {
    assertThat(RouteAccess.check(key(List.of(route)), path) instanceof Allowed).isEqualTo(allowed);
  }

  @Test
  void allowsEverythingWithoutAList() {
    assertThat(RouteAccess.check(key(null), "/key/info")).isEqualTo(new Allowed());
    assertThat(RouteAccess.check(key(List.of()), "/key/info")).isEqualTo(new Allowed());
  }

  @Test
  void saysInLitellmsWordsWhatIsAllowed() {
    assertThat(RouteAccess.check(key(List.of("/v1/models", "/a")), "/v1/chat/completions"))
        .isEqualTo(
            new Denied(
                "Virtual key is not allowed to call this route. Only allowed to call routes:"
                    + " ['/v1/models', '/a']. Tried to call route: /v1/chat/completions"));
  }
}
