package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.KeyEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KeyRenewalTest {
  private static final String OLD = "sk-old-0123456789abcdef";

  private final AdminFixture admin = new AdminFixture();
  private final String id = admin.hasher.id(OLD);

  KeyRenewalTest() {
    admin.generate(
        "{\"key\":\"%s\",\"key_alias\":\"mine\",\"max_budget\":5,\"models\":[\"a\"]}"
            .formatted(OLD));
  }

  private String regenerate(String body) {
    AdminResult result = admin.post("/key/regenerate", body);
    assertThat(result.status()).as(result.body().toString()).isEqualTo(200);
    return result.body().path("key").textValue();
  }

  private boolean works(String secret) {
    String hash = admin.hasher.id(secret);
    KeyEntry key = admin.directory.view.keyBySecret(hash);
    return key != null && key.accepts(hash, admin.now);
  }

  @Test
  void givesTheKeyAnotherSecret_withItsIdSettingsAndSpend() {
    KeyEntry old = admin.directory.view.key(id);

    String secret = regenerate("{\"key\":\"%s\"}".formatted(OLD));

    KeyEntry renewed = admin.directory.view.key(id);
    assertThat(secret).isNotEqualTo(OLD);
    assertThat(works(secret)).isTrue();
    assertThat(works(OLD)).isFalse();
    assertThat(renewed)
        .usingRecursiveComparison()
        .ignoringFields("version", "name", "rotation", "updatedAt")
        .isEqualTo(old);
    assertThat(renewed.name()).isEqualTo("sk-..." + secret.substring(secret.length() - 4));
    assertThat(renewed.version()).isGreaterThan(old.version());
  }

  @Test
  void letsTheFormerSecretsWorkForTheirGrace_andNoLonger() {
    String second = regenerate("{\"key\":\"%s\",\"grace_period\":\"2h\"}".formatted(OLD));
    admin.now = admin.now.plus(Duration.ofHours(1));
    String third = regenerate("{\"key\":\"%s\",\"grace_period\":\"3h\"}".formatted(OLD));

    assertThat(List.of(OLD, second, third)).allMatch(this::works);
    admin.now = admin.now.plus(Duration.ofHours(1));
    assertThat(works(OLD)).as("2 h after the first").isFalse();
    assertThat(works(second)).isTrue();
    admin.now = admin.now.plus(Duration.ofHours(2));
    assertThat(works(second)).isFalse();
    assertThat(works(third)).isTrue();

    String fourth =
        regenerate("{\"key\":\"%s\",\"new_key\":\"sk-chosen-0123456789\"}".formatted(id));
    assertThat(fourth).isEqualTo("sk-chosen-0123456789");
    assertThat(admin.directory.view.key(id).rotation().retired()).isEmpty();
    assertThat(admin.directory.view.key(id).rotation().count()).isEqualTo(3);
  }

  @Test
  void takesItsNameFromThePath_andChangesFieldsOnTheWay() {
    admin.call(
        "POST",
        "/key/{key}/regenerate",
        Map.of("key", OLD),
        "{\"max_budget\":7}",
        AdminFixture.MASTER);

    assertThat(admin.directory.view.key(id).budget())
        .isEqualTo(new BudgetTerms(7_000_000_000L, null, 0));
    assertThat(works(OLD)).isFalse();
  }

  @Test
  void showsAndChangesTheKeyByItsNewSecret_asByItsId() {
    String secret = regenerate("{\"key\":\"%s\"}".formatted(OLD));

    JsonNode info = admin.get("/key/info", Map.of("key", secret)).body().path("info");
    admin.post("/key/block", "{\"key\":\"%s\"}".formatted(secret));

    assertThat(info.path("key_alias").textValue()).isEqualTo("mine");
    assertThat(info.path("rotation_count").intValue()).isEqualTo(1);
    assertThat(admin.directory.view.key(id).blocked()).isTrue();
    admin.post("/key/delete", "{\"keys\":[\"%s\"]}".formatted(secret));
    assertThat(admin.directory.view.keyBySecret(admin.hasher.id(secret))).isNull();
  }

  @Test
  void givesNoKeyASecretThatAnotherHasOrHad() {
    String secret = regenerate("{\"key\":\"%s\"}".formatted(OLD));
    admin.generate("{\"key\":\"sk-other-0123456789\"}");

    for (String taken : List.of(OLD, secret)) {
      assertThat(admin.post("/key/generate", "{\"key\":\"%s\"}".formatted(taken)).status())
          .isEqualTo(400);
      assertThat(
              admin
                  .post(
                      "/key/regenerate",
                      "{\"key\":\"sk-other-0123456789\",\"new_key\":\"%s\"}".formatted(taken))
                  .status())
          .isEqualTo(400);
    }
  }

  @Test
  void refusesWhatItCannotDo() {
    assertThat(admin.post("/key/regenerate", "{}").status()).isEqualTo(400);
    assertThat(admin.post("/key/regenerate", "{\"key\":\"sk-nope\"}").status()).isEqualTo(404);
    assertThat(
            admin
                .post(
                    "/key/regenerate", "{\"key\":\"%s\",\"grace_period\":\"soon\"}".formatted(OLD))
                .status())
        .isEqualTo(400);
    assertThat(works(OLD)).isTrue();
  }

  @Test
  void beginsABudgetAnewInAnotherWindow() {
    admin.windowSpend = OptionalLong.of(3_000_000_000L);

    JsonNode answer = reset("{\"reset_to\":0}").body();

    assertThat(answer.path("previous_spend").decimalValue()).isEqualByComparingTo("3");
    assertThat(answer.path("spend").decimalValue()).isEqualByComparingTo("0");
    assertThat(answer.path("max_budget").decimalValue()).isEqualByComparingTo("5");
    assertThat(admin.directory.view.key(id).budget())
        .isEqualTo(new BudgetTerms(5_000_000_000L, null, 1));
  }

  @Test
  void makesNoSpendUp_andForgetsNoneThatHoldsNothing() {
    assertThat(reset("{\"reset_to\":2}").status()).isEqualTo(400);
    assertThat(reset("{}").status()).isEqualTo(422);
    admin.post("/key/update", "{\"key\":\"%s\",\"max_budget\":null}".formatted(OLD));
    assertThat(reset("{\"reset_to\":0}").status()).isEqualTo(400);
  }

  private AdminResult reset(String body) {
    return admin.call(
        "POST", "/key/{key}/reset_spend", Map.of("key", OLD), body, AdminFixture.MASTER);
  }
}
