package dev.weir.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.auth.ModelAccess.Allowed;
import dev.weir.gateway.auth.ModelAccess.Denied;
import dev.weir.gateway.core.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelAccessTest {
  @ParameterizedTest
  @CsvSource({
    "*, gpt-4o",
    "all-proxy-models, gpt-4o",
    "all-team-models, gpt-4o",
    "gpt-4o, gpt-4o",
    "openai/*, openai/gpt-4o",
  })
  void allowsWhatTheListNames(String model, String group) {
    assertThat(ModelAccess.check(key(model), group)).isEqualTo(new Allowed());
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, gpt-4o-mini",
    "gpt-4o-mini, gpt-4o",
    "openai/*, anthropic/x",
    "openai/*, openai",
    "no-default-models, gpt-4o",
  })
  void deniesAllElse(String model, String group) {
    assertThat(ModelAccess.check(key(model), group))
        .isEqualTo(
            new Denied(
                "key_model_access_denied",
                "The requested model '"
                    + group
                    + "' is not available for this API key, or the model name is invalid. Check"
                    + " the models available to you and try again."));
  }

  @Test
  void allowsEverythingToTheMasterAndToAnEmptyList() {
    assertThat(ModelAccess.check(new Caller.Master(), "gpt-4o")).isEqualTo(new Allowed());
    assertThat(ModelAccess.check(key(), "gpt-4o")).isEqualTo(new Allowed());
  }

  @Test
  void deniesWhatTheTeamMayNotUse() {
    var caller =
        new Caller.VirtualKey(
            Entries.key("k", "search", "all-team-models"),
            Entries.team("search", null, false, "claude-sonnet"));

    assertThat(ModelAccess.check(caller, "claude-sonnet")).isEqualTo(new Allowed());
    assertThat(ModelAccess.check(caller, "gpt-4o"))
        .isInstanceOfSatisfying(
            Denied.class,
            denied -> assertThat(denied.type()).isEqualTo("team_model_access_denied"));
  }

  @Test
  void deniesAKeyWithoutATeamWhatItsUserMayNotUse() {
    var user = Entries.user("u", null, "claude-sonnet");
    var alone = new Caller.VirtualKey(Entries.key("k", null), null, user);
    var inTeam =
        new Caller.VirtualKey(
            Entries.key("k", "search"), Entries.team("search", null, false), user);

    assertThat(ModelAccess.check(alone, "claude-sonnet")).isEqualTo(new Allowed());
    assertThat(ModelAccess.check(alone, "gpt-4o"))
        .isInstanceOfSatisfying(
            Denied.class,
            denied -> assertThat(denied.type()).isEqualTo("user_model_access_denied"));
    assertThat(ModelAccess.check(inTeam, "gpt-4o")).isEqualTo(new Allowed());
  }

  private static Caller key(String... models) {
    return new Caller.VirtualKey(Entries.key("k", null, models), null);
  }
}
