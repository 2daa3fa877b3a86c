package dev.weir.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.auth.PresentedKey.Absent;
import dev.weir.gateway.auth.PresentedKey.Given;
import dev.weir.gateway.auth.PresentedKey.Malformed;
import dev.weir.schemas.config.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresentedKeyTest {
  @ParameterizedTest
  @CsvSource({
    "authorization, Bearer sk-1",
    "authorization, bearer sk-1",
    "authorization, BEARER   sk-1",
    "x-api-key, sk-1",
    "api-key, sk-1",
    "x-goog-api-key, sk-1",
    "x-litellm-api-key, Bearer sk-1",
    "x-litellm-api-key, sk-1",
  })
  void findsTheKeyInEachHeader(String header, String value) {
    assertThat(PresentedKey.in(Map.of(header, value)::get))
        .isEqualTo(new Given(new Secret("sk-1")));
  }

  @ParameterizedTest
  @CsvSource({"Token sk-1", "sk-1", "Basic dXNlcjpwYXNz", "'Bearer '", "Bearer", "''"})
  void callsAnAuthorizationWithoutBearerMalformed(String value) {
    assertThat(PresentedKey.in(Map.of("authorization", value)::get)).isEqualTo(new Malformed());
  }

  @Test
  void takesAuthorizationEvenIfAnotherHeaderHasAKey() {
    var headers = Map.of("authorization", "Bearer sk-1", "x-api-key", "sk-2", "api-key", "sk-3");

    assertThat(PresentedKey.in(headers::get)).isEqualTo(new Given(new Secret("sk-1")));
  }

  @Test
  void takesXApiKeyBeforeApiKey() {
    var headers = Map.of("api-key", "sk-3", "x-api-key", "sk-2");

    assertThat(PresentedKey.in(headers::get)).isEqualTo(new Given(new Secret("sk-2")));
  }

  @Test
  void knowsWhenThereIsNone() {
    assertThat(PresentedKey.in(Map.of("x-api-key", " ")::get)).isEqualTo(new Absent());
  }

  @Test
  void neverPrintsTheKey() {
    assertThat(PresentedKey.in(Map.of("x-api-key", "sk-canary")::get).toString())
        .doesNotContain("canary");
  }
}
