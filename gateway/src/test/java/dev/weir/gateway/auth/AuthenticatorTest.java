package dev.weir.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.auth.AuthResult.Allowed;
import dev.weir.gateway.auth.AuthResult.Reason;
import dev.weir.gateway.auth.AuthResult.Refused;
import dev.weir.gateway.core.Caller;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.events.KeyEntry;
import dev.weir.schemas.events.KeyRotation;
import dev.weir.schemas.events.TeamEntry;
import dev.weir.schemas.events.UserEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
  private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
  private static final String KEY = "sk-0123456789abcdefghijkl";

  private final KeyHasher hasher = new KeyHasher(new Secret("0123456789abcdef0123456789abcdef"));
  private final Map<String, KeyEntry> keys = new HashMap<>();
  private final Map<String, TeamEntry> teams = new HashMap<>();
  private final Map<String, UserEntry> users = new HashMap<>();
  private final Authenticator authenticator =
      new Authenticator(
          hasher, keys::get, teams::get, users::get, new Secret("master-1"), () -> NOW);

  @Test
  void letsTheMasterKeyIn() {
    assertThat(present("master-1")).isEqualTo(new Allowed(new Caller.Master()));
  }

  @Test
  void refusesTheMasterKeyWhenNoneIsConfigured() {
    var closed = new Authenticator(hasher, keys::get, teams::get, users::get, null, () -> NOW);

    assertThat(closed.authenticate(given("master-1")))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_A_KEY));
  }

  @Test
  void letsAVirtualKeyInWithItsTeam() {
    KeyEntry key = Entries.key(hasher.id(KEY), "search");
    TeamEntry team = Entries.team("search", null, false);
    keys.put(key.id(), key);
    teams.put("search", team);

    assertThat(present(KEY)).isEqualTo(new Allowed(new Caller.VirtualKey(key, team)));
  }

  @Test
  void letsAFormerSecretInUntilItsGraceIsOver() {
    String id = hasher.id("sk-former-0123456789");
    var grace = new KeyRotation.Retired(id, NOW.plusSeconds(1));
    var over = new KeyRotation.Retired(hasher.id("sk-older-01234567890"), NOW);
    KeyEntry key =
        Entries.key(id, null)
            .rotated(new KeyRotation(hasher.id(KEY), 2, NOW, List.of(grace, over)), "sk-...");
    keys.put(hasher.id(KEY), key);
    keys.put(id, key);
    keys.put(over.hash(), key);

    assertThat(present(KEY)).isInstanceOf(Allowed.class);
    assertThat(present("sk-former-0123456789")).isInstanceOf(Allowed.class);
    assertRefused(present("sk-older-01234567890"), Reason.UNKNOWN_KEY);
  }

  @Test
  void neverTakesAHashForAKey() {
    keys.put(hasher.id(KEY), Entries.key(hasher.id(KEY), null));

    assertRefused(present(hasher.id(KEY)), Reason.NOT_A_KEY);
    assertRefused(present("sk-" + hasher.id(KEY)), Reason.UNKNOWN_KEY);
  }

  @Test
  void letsAnImportedKeyIn_butNotTheHashThatItWasImportedBy() {
    // Python: hashlib.sha256(KEY.encode()).hexdigest()
    String sha256 = "70f9892dfbae95727006db0a12b6abd20aa0720870acda4ea3d01919594e0c7e";
    KeyEntry key = Entries.key(hasher.imported(sha256), null);
    keys.put(key.id(), key);

    assertThat(present(KEY)).isInstanceOf(Allowed.class);
    assertRefused(present(sha256), Reason.NOT_A_KEY);
    assertRefused(present("sk-" + sha256), Reason.UNKNOWN_KEY);
    assertRefused(present(key.id()), Reason.NOT_A_KEY);
    assertRefused(present("sk-" + key.id()), Reason.UNKNOWN_KEY);
  }

  @Test
  void refusesAnUnknownKeyInLitellmsWordsWithoutItsHash() {
    assertThat(present("sk-wrong-0123456789"))
        .isEqualTo(
            new Refused(
                Reason.UNKNOWN_KEY,
                "Authentication Error, Invalid proxy server token passed. Received API Key ="
                    + " sk-...6789. Unable to find it among the keys.",
                "key"));
  }

  @Test
  void refusesABlockedKey() {
    keys.put(hasher.id(KEY), Entries.key(hasher.id(KEY), null, null, null, true));

    assertThat(present(KEY))
        .isEqualTo(
            new Refused(
                Reason.KEY_BLOCKED,
                "Authentication Error, Key is blocked. Update via `/key/unblock` if you're an"
                    + " admin.",
                "None"));
  }

  @Test
  void refusesAKeyFromTheInstantOfItsExpiry() {
    keys.put(hasher.id(KEY), Entries.key(hasher.id(KEY), null, null, NOW, false));

    var refused = (Refused) present(KEY);

    assertThat(refused.type()).isEqualTo("expired_key");
    assertThat(refused.param()).isEqualTo("sk-...abcd");
    assertThat(refused.message())
        .isEqualTo(
            "Authentication Error - Expired Key. Key Expiry time 2026-11-22T18:00:00Z and current"
                + " time 2026-11-22T18:00:00Z");
  }

  @Test
  void letsAKeyInUntilItsExpiry() {
    KeyEntry key = Entries.key(hasher.id(KEY), null, null, NOW.plusNanos(1), false);
    keys.put(key.id(), key);

    assertThat(present(KEY)).isEqualTo(new Allowed(new Caller.VirtualKey(key, null)));
  }

  @Test
  void refusesTheKeysOfABlockedTeam() {
    keys.put(hasher.id(KEY), Entries.key(hasher.id(KEY), "search"));
    teams.put("search", Entries.team("search", null, true));

    assertRefused(present(KEY), Reason.TEAM_BLOCKED);
  }

  @Test
  void refusesAKeyWhoseTeamIsNotKnown_whenItsBudgetCantBeKept() {
    keys.put(hasher.id(KEY), Entries.key(hasher.id(KEY), "search"));

    assertRefused(present(KEY), Reason.TEAM_UNKNOWN);
  }

  @Test
  void refusesWhatCantBeAKeyWithoutRepeatingIt() {
    var tooLong = present("sk-" + "x".repeat(KeySyntax.MAX_LENGTH));

    assertRefused(tooLong, Reason.NOT_A_KEY);
    assertRefused(present("sk-a b"), Reason.NOT_A_KEY);
    assertRefused(present("sk-'; DROP TABLE keys; --\n"), Reason.NOT_A_KEY);
    assertThat(((Refused) tooLong).message()).doesNotContain("xxx");
  }

  @Test
  void refusesARequestWithoutAKeyInLitellmsWords() {
    assertThat(authenticator.authenticate(new PresentedKey.Absent()))
        .isEqualTo(
            new Refused(Reason.NO_KEY, "Authentication Error, No api key passed in.", "None"));
    assertThat(authenticator.authenticate(new PresentedKey.Malformed()))
        .isEqualTo(
            new Refused(
                Reason.MALFORMED,
                "Authentication Error, Malformed API Key passed in. Ensure Key has `Bearer `"
                    + " prefix.",
                "None"));
  }

  private AuthResult present(String key) {
    return authenticator.authenticate(given(key));
  }

  private static PresentedKey given(String key) {
    return new PresentedKey.Given(new Secret(key));
  }

  private static void assertRefused(AuthResult result, Reason reason) {
    assertThat(result).isInstanceOf(Refused.class);
    assertThat(((Refused) result).reason()).isEqualTo(reason);
  }
}
