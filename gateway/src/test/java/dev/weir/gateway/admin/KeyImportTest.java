package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.KeyEntry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyImportTest {
  private static final String KEY = "sk-0123456789abcdefghijkl";

  /** Python: hashlib.sha256(KEY.encode()).hexdigest(). */
  private static final String SHA256 =
      "70f9892dfbae95727006db0a12b6abd20aa0720870acda4ea3d01919594e0c7e";

  private final AdminFixture admin = new AdminFixture();

  @Test
  void takesAKeyWithItsTerms() {
    AdminResult result =
        take(
            """
            "key_name":"sk-...ijkl","key_alias":"search","team_id":"t","max_budget":5,
            "budget_duration":"30d","models":["gpt-4o"],"metadata":{"a":1}\
            """);

    assertThat(result.status()).isEqualTo(200);
    assertThat(result.body().path("key").isNull()).isTrue();
    KeyEntry entry = imported();
    assertThat(entry.name()).isEqualTo("sk-...ijkl");
    assertThat(entry.alias()).isEqualTo("search");
    assertThat(entry.budget()).isEqualTo(new BudgetTerms(5_000_000_000L, "30d", 0));
    assertThat(entry.expires()).isNull();
    assertThat(entry.toString()).doesNotContain(SHA256);
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-31T12:00:00Z, 2027-01-31T12:00:00Z",
    "2027-01-31T12:00:00.5+00:00, 2027-01-31T12:00:00.500Z",
    "2027-01-31T12:00:00, 2027-01-31T12:00:00Z",
    "2027-01-31 12:00:00+02:00, 2027-01-31T10:00:00Z"
  })
  void keepsItsEnd(String given, Instant expires) {
    take("\"expires\":\"" + given + "\"");

    assertThat(imported().expires()).isEqualTo(expires);
  }

  @ParameterizedTest
  @ValueSource(strings = {KEY, SHA256})
  void isFoundByItselfAndByItsHash(String given) {
    take("\"max_budget\":1");

    admin.post("/key/update", "{\"key\":\"" + given + "\",\"max_budget\":2}");

    assertThat(imported().budget()).isEqualTo(new BudgetTerms(2_000_000_000L, null, 0));
  }

  @Test
  void isNotMadeTwice() {
    take("\"max_budget\":1");

    assertThat(take("\"max_budget\":2"))
        .isEqualTo(Problem.badRequest("This key exists already.", "token"));
    assertThat(admin.post("/key/generate", "{\"key\":\"" + KEY + "\"}"))
        .isEqualTo(Problem.badRequest("This key exists already.", "key"));
    assertThat(imported().budget()).isEqualTo(new BudgetTerms(1_000_000_000L, null, 0));
  }

  @Test
  void canBeRegenerated() {
    take("\"key_alias\":\"search\"");

    String next =
        admin
            .post("/key/regenerate", "{\"key\":\"" + KEY + "\",\"grace_period\":\"1h\"}")
            .body()
            .path("key")
            .textValue();

    KeyEntry entry = admin.directory.view.keyBySecret(admin.hasher.id(next));
    assertThat(entry).isNotNull();
    assertThat(entry.alias()).isEqualTo("search");
    assertThat(entry.accepts(admin.hasher.importedId(KEY), admin.now)).isTrue();
    assertThat(entry.accepts(admin.hasher.importedId(KEY), admin.now.plusSeconds(3600))).isFalse();
  }

  @Test
  void namesWhatIsWrong() {
    AdminResult result =
        admin.post(
            "/key/import",
            "{\"token\":\"" + KEY + "\",\"key_name\":\"" + KEY + "\",\"expires\":\"soon\"}");

    assertThat(result.status()).isEqualTo(400);
    assertThat(result.body().toString())
        .contains("token", "key_name", "expires")
        .doesNotContain(KEY);
  }

  private AdminResult take(String fields) {
    return admin.post("/key/import", "{\"token\":\"" + SHA256 + "\"," + fields + "}");
  }

  private KeyEntry imported() {
    KeyEntry entry = admin.directory.view.key(admin.hasher.imported(SHA256));
    assertThat(entry).isNotNull();
    return entry;
  }
}
