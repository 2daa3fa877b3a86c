package dev.weir.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.config.Secret;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class KeyHasherTest {
  private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");

  @Test
  void isHmacSha256InHex() {
    // Python: hmac.new(SECRET, b"sk-test-key", hashlib.sha256).hexdigest()
    assertThat(new KeyHasher(SECRET).id("sk-test-key"))
        .isEqualTo("18d511c5a8be6914b7c0026c3a0471eeae1d70a03426dad0fbea87b750b2818d");
  }

  @Test
  void dependsOnTheSecret() {
    var other = new KeyHasher(new Secret("0123456789abcdef0123456789abcdeX"));

    assertThat(other.id("sk-test-key")).isNotEqualTo(new KeyHasher(SECRET).id("sk-test-key"));
  }

  @Test
  void refusesAShortSecretWithoutShowingIt() {
    assertThatThrownBy(() -> new KeyHasher(new Secret("tooshort")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the secret of the key hashes has 8 bytes, expected at least 32");
  }

  @Test
  void makesKeysLikeLitellmsAndNeverTheSameTwice() {
    var generator = new KeyGenerator();
    var keys = new HashSet<String>();
    for (int i = 0; i < 1_000; i++) {
      keys.add(generator.next());
    }

    assertThat(keys).hasSize(1_000).allMatch(key -> key.matches("sk-[A-Za-z0-9_-]{22}"));
  }

  @Test
  void showsOnlyTheEndOfALongKey() {
    assertThat(KeySyntax.name("sk-0123456789abcdefghijxsuA")).isEqualTo("sk-...xsuA");
    assertThat(KeySyntax.name("sk-1234")).isEqualTo("sk-...");
  }
}
