package dev.weir.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.admin.AdminResult.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {
  private final AdminFixture admin = new AdminFixture();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'max_budget':'lots'} | 422 | max_budget | `max_budget` must be a number",
        "{'max_budget':true} | 422 | max_budget | `max_budget` must be a number",
        "{'max_budget':-1} | 400 | max_budget | `max_budget` must be a non-negative finite number",
        "{'max_budget':'NaN'} | 422 | max_budget | `max_budget` must be a number",
        "{'max_budget':1e10} | 400 | max_budget |"
            + " `max_budget` must be an amount of USD up to 9000000000",
        "{'max_budget':'1e-999999999'} | 400 | max_budget |"
            + " `max_budget` must be an amount of USD up to 9000000000",
        "{'budget_duration':'30x'} | 400 | budget_duration | `budget_duration` is no duration: use"
            + " a format like '30s', '24h', '7d', '2w' or '1mo'",
        "{'duration':'5 parsecs'} | 400 | duration | `duration` is no duration: use a format like"
            + " '30s', '24h', '7d', '2w' or '1mo'",
        "{'rpm_limit':1.5} | 400 | rpm_limit | `rpm_limit` must be a whole number, 0 or more",
        "{'rpm_limit':-1} | 400 | rpm_limit | `rpm_limit` must be a whole number, 0 or more",
        "{'models':'x'} | 422 | models | `models` must be a list of strings",
        "{'models':[1]} | 422 | models | `models` must be a list of strings",
        "{'metadata':[]} | 422 | metadata | `metadata` must be an object",
        "{'blocked':'yes'} | 422 | blocked | `blocked` must be true or false",
        "{'key_alias':7} | 422 | key_alias | `key_alias` must be a string",
        "{'key_alias':'a\\nb'} | 400 | key_alias |"
            + " `key_alias` must have 1 to 256 characters, none of them a control",
        "{'key':'notsk'} | 400 | key | `key` must start with 'sk-' and have at most 256 printable"
            + " characters, no space",
        "{'key_type':'king'} | 400 | key_type | `key_type` must be one of [default, llm_api,"
            + " management, read_only]",
        "{'budget_limits':[{}]} | 400 | budget_limits |"
            + " `budget_limits` is a limit that Weir does not keep",
        "{'allowed_routes':['x']} | 400 | allowed_routes | `allowed_routes` `x` is neither a path"
            + " nor one of [llm_api_routes, info_routes, management_routes]",
        "{'spend':3} | 400 | spend | `spend` can't be set: accounting counts it",
      })
  void namesTheWrongField(String body, int status, String param, String message) {
    assertThat(admin.post("/key/generate", body.replace('\'', '"')))
        .isEqualTo(new Problem(status, "invalid_request_error", message, param));
    assertThat(admin.directory.view.keys()).isEmpty();
  }

  @Test
  void namesAllWrongFieldsAtOnce() {
    assertThat(admin.post("/team/new", "{\"team_alias\":1,\"models\":2,\"team_id\":3}").body())
        .hasToString(
            "{\"error\":{\"message\":\"`team_id` must be a string; `team_alias` must be a string;"
                + " `models` must be a list of strings\",\"type\":\"invalid_request_error\","
                + "\"param\":\"team_id\",\"code\":\"422\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'max_budget':'500'} | 500000000000",
        "{'max_budget':5e2} | 500000000000",
        "{'max_budget':0.0000000019} | 1",
      })
  void readsMoneyExactlyAndNeverRoundsALimitUp(String body, long nanos) {
    String key = admin.generate(body.replace('\'', '"'));

    assertThat(admin.stored(key).budget().limitNanoUsd()).isEqualTo(nanos);
  }

  @Test
  void ignoresWhatMeansNothing() {
    var result =
        admin.post(
            "/key/generate",
            "{\"budget_limits\":null,\"permissions\":{},\"spend\":0,\"aliases\":{},\"x\":\"\","
                + "\"send_invite_email\":false,\"key_type\":\"default\"}");

    assertThat(result.status()).isEqualTo(200);
    assertThat(result.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"[], expected a JSON object", "'\"x\"', expected a JSON object"})
  void refusesABodyThatIsNoObject(String body, String what) {
    assertThat(admin.post("/key/generate", body))
        .isEqualTo(
            new Problem(
                400, "invalid_request_error", "Invalid JSON payload: " + what, "request_body"));
  }

  @ParameterizedTest
  @CsvSource({"{", "'{\"a\":1} x'", "nonsense"})
  void refusesMalformedJson(String body) {
    AdminResult result = admin.post("/key/generate", body);

    assertThat(result.status()).isEqualTo(400);
    assertThat(((Problem) result).param()).isEqualTo("request_body");
  }
}
