package dev.weir.cli.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.cli.api.Gateway;
import dev.weir.cli.terminal.Captured;
import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.OutputOptions;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ImportKeysTest {
  /** As LiteLLM's /key/list answers, but for fields that mean nothing. */
  private static final String PAGE =
      """
      {"keys": [
        {"token": "aa", "key_name": "sk-...0jsw", "key_alias": "k1", "spend": 1.5, "max_budget": 0.0,
         "expires": null, "models": ["claude-sonnet"], "aliases": {}, "config": {}, "team_id": "t",
         "metadata": {}, "tpm_limit": 50000, "budget_duration": "30d", "blocked": null,
         "budget_reset_at": "2026-12-01T00:00:00Z", "key_type": "default", "team_alias": "Team",
         "team_spend": 3, "created_by": "default_user_id", "rotation_count": 0, "auto_rotate": false,
         "user_role": "proxy_admin", "org_id": null},
        {"token": "bb", "key_name": "sk-...bbbb", "key_alias": "k2", "blocked": true,
         "model_max_budget": {"gpt-4o": {"budget_limit": 1}}, "org_id": "o", "object_permission_id": "p"}],
       "total_count": 3, "current_page": 1, "total_pages": 1}
      """;

  /** As a row of its table. */
  private static final String ROW = "{\"token\": \"cc\", \"key_alias\": \"k3\"}";

  private final Captured captured = new Captured();
  private final List<String> asked = new ArrayList<>();

  private final Gateway gateway =
      new Gateway() {
        @Override
        public JsonNode get(String path, Map<String, String> query) {
          throw new AssertionError(path);
        }

        @Override
        public JsonNode post(String path, ObjectNode body) {
          asked.add(path + " " + body);
          return switch (body.path("token").asText()) {
            case "aa" -> JsonNodeFactory.instance.objectNode().put("token", "id-a");
            case "bb" ->
                throw new CommandFailure(ExitStatus.REFUSED, "`model_max_budget` is not kept");
            default -> throw new CommandFailure(ExitStatus.REFUSED, "This key exists already.");
          };
        }
      };

  private int run(String in, String... arguments) {
    var output = new OutputOptions();
    var keys = new Keys(captured.piped(Map.of(), in), output, () -> gateway);
    return new CommandLine(new ImportKeys(keys)).addMixin("output", output).execute(arguments);
  }

  @Test
  void takesAllKeysOver_andSaysWhyNot() {
    int status = run(PAGE + ROW, "-");

    assertThat(status).isEqualTo(1);
    assertThat(captured.out())
        .isEqualTo(
            """
            ALIAS  KEY         TEAM  RESULT
            k1     sk-...0jsw  t     imported
            k2     sk-...bbbb  -     refused: `model_max_budget` is not kept
            k3     -           -     is there already
            """);
  }

  @Test
  void asksForAllThatLimitsAKey_andForNothingOfOthers() {
    run(PAGE + ROW, "-");

    assertThat(asked)
        .containsExactly(
            "/key/import {\"token\":\"aa\",\"key_name\":\"sk-...0jsw\",\"key_alias\":\"k1\","
                + "\"max_budget\":0,\"models\":[\"claude-sonnet\"],\"team_id\":\"t\","
                + "\"tpm_limit\":50000,\"budget_duration\":\"30d\"}",
            "/key/import {\"token\":\"bb\",\"key_name\":\"sk-...bbbb\",\"key_alias\":\"k2\","
                + "\"blocked\":true,\"model_max_budget\":{\"gpt-4o\":{\"budget_limit\":1}},"
                + "\"organization_id\":\"o\",\"object_permission\":\"p\"}",
            "/key/import {\"token\":\"cc\",\"key_alias\":\"k3\"}");
  }

  @Test
  void asksNobody_whenItIsOnlyTried() {
    int status = run("[" + ROW + "]", "--dry-run", "--json", "-");

    assertThat(status).isZero();
    assertThat(asked).isEmpty();
    assertThat(captured.out())
        .isEqualTo(
            "{\"result\":\"tried\",\"alias\":\"k3\",\"name\":null,\"litellm_token\":\"cc\"}\n");
  }

  @Test
  void saysWhatTheFileIsInstead() {
    assertThatThrownBy(() -> read("{\"keys\": [\"aa\"]}"))
        .hasMessageStartingWith("f.json holds something else than keys with a `token`");
    assertThatThrownBy(() -> read("[\n{\"token\" \"aa\"}]"))
        .hasMessage("f.json is no JSON, at line 2");
  }

  private static List<ObjectNode> read(String text) {
    return LitellmKeys.read(new ByteArrayInputStream(text.getBytes(UTF_8)), "f.json");
  }
}
