package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong value is refused with file, line, key, what was found and what was expected. */
class WrongValueTest {
  @TempDir private Path folder;

  private ConfigFile config(String text) {
    return new ConfigFile(folder).with("config.yaml", text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          router_settings   | num_retries: many        | found `many`, expected a whole number from 0 to 100
          router_settings   | num_retries: 1.5         | found `1.5`, expected a whole number from 0 to 100
          router_settings   | num_retries: -1          | found `-1`, expected a whole number from 0 to 100
          router_settings   | num_retries: [3]         | found a list, expected a whole number from 0 to 100
          router_settings   | num_retries: {a: 3}      | found a map, expected a whole number from 0 to 100
          router_settings   | retry_after: 5s          | found `5s`, expected a number of seconds
          router_settings   | timeout: .inf            | found `.inf`, expected a number of seconds
          router_settings   | max_fallbacks: yes       | found `yes`, expected a whole number from 0 to 100
          router_settings   | disable_cooldowns: maybe | found `maybe`, expected true or false
          router_settings   | fallbacks: gpt-4o        | found `gpt-4o`, expected a list of maps such as {"group": ["fallback", "next"]}
          router_settings   | model_group_alias: [a]   | found a list, expected a map of settings
          litellm_settings  | request_timeout: soon    | found `soon`, expected a number of seconds
          litellm_settings  | drop_params: 2           | found `2`, expected true or false
          litellm_settings  | max_budget: -5           | found `-5`, expected an amount of USD
          litellm_settings  | budget_duration: 1 month | found `1 month`, expected a duration such as 30s, 5m, 24h, 7d, 2w or 1mo
          litellm_settings  | timezone: Mars           | found `Mars`, expected a time zone such as UTC or Europe/Zurich
          litellm_settings  | budget_exceeded_status_code: 200 | found `200`, expected a whole number from 400 to 499
          litellm_settings  | success_callback: {a: b} | found a map, expected a list of texts
          general_settings  | alerting_threshold: lots | found `lots`, expected an amount of USD
          general_settings  | alert_types: budgets     | is not a type of alert; expected one of budget_alerts, spend_reports, llm_exceptions, llm_too_slow, llm_requests_hanging, outage_alerts, cooldown_deployment, failed_tracking_spend, key_expiry
          general_settings  | spend_report_frequency: 2w | found `2w`, expected a number of days such as 1d or 7d
          general_settings  | master_key: [a, b]       | found a list, expected text
          general_settings  | max_request_size_mb: x   | found `x`, expected a number of megabytes
          weir              | body-limit: huge         | found `huge`, expected a size such as 50MB
          weir              | node-name: a b           | found `a b`, expected 1 to 64 letters, digits, dots, dashes and underscores
          weir              | key-secret: {a: b}       | found a map, expected text
          weir.redis        | port: 65536              | found `65536`, expected a whole number from 1 to 65535
          weir.redis        | tls: 1                   | found `1`, expected true or false
          weir.redis        | host: yes                | found `yes`, expected text; put it in quotes if it is meant as text
          weir.kafka        | replication: 0           | found `0`, expected a whole number from 1 to 32767
          weir.kafka        | topic-prefix: a/b        | found `a/b`, expected letters, digits, dots, dashes and underscores
          weir.budget       | wait: long               | found `long`, expected a duration such as 500ms or 2s
          weir.budget       | alert-thresholds: x      | found `x`, expected percentages such as 50, 80, 100
          weir.journal      | max-bytes: 0             | found `0`, expected a size such as 50MB
          weir.alerts       | slow-after: 0s           | found `0s`, expected a duration such as 30s, 10m or 24h
          weir.slack        | webhook-url: hooks       | is not a URL; expected one such as https://host/v1 without user, password and query
          """)
  void refusesASetting_withItsLine(String section, String setting, String message) {
    String[] names = section.split("\\.");
    String indented = names.length == 1 ? "  " : "  " + names[1] + ":\n    ";
    String key = setting.substring(0, setting.indexOf(':'));
    int line = 2 + names.length;

    List<String> errors =
        config("# the settings\nmodel_list: []\n" + names[0] + ":\n" + indented + setting + "\n")
            .errors();

    assertThat(errors)
        .containsExactly("config.yaml:" + (line + 1) + ": " + section + "." + key + ": " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          rpm: fast         | found `fast`, expected a whole number of at least 1
          rpm: 0            | found `0`, expected a whole number of at least 1
          tpm: 10k          | found `10k`, expected a whole number of at least 1
          timeout: -1       | found `-1`, expected a number of seconds
          weight: heavy     | found `heavy`, expected a whole number of at least 0
          drop_params: 3    | found `3`, expected true or false
          api_key: {a: b}   | found a map, expected text
          api_base: a.b/v1  | is not a URL; expected one such as https://host/v1 without user, password and query
          extra_headers: x  | found `x`, expected a map of header names
          input_cost_per_token: free | found `free`, expected a price in USD
          temperature: .nan | found `.nan`, expected a number
          litellm_credential_name: mine | `mine` is not in credential_list
          """)
  void refusesADeploymentsParameter_withItsLine(String setting, String message) {
    String key = setting.substring(0, setting.indexOf(':'));

    List<String> errors =
        config(
                """
                model_list:
                  - model_name: fast
                    litellm_params:
                      model: hosted_vllm/llama
                      %s
                      %s
                """
                    .formatted(setting, key.equals("api_base") ? "" : "api_base: http://vllm:8000"))
            .errors();

    assertThat(errors)
        .containsExactly("config.yaml:5: model_list[0].litellm_params." + key + ": " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model_list: gpt-4o                | 1: model_list: found `gpt-4o`, expected a list of models
          model_list: [gpt-4o]              | 1: model_list[0]: found `gpt-4o`, expected a map with `model_name` and `litellm_params`
          model_list: [{litellm_params: {}}] | 1: model_list[0].model_name: is missing
          model_list: [{model_name: a}]     | 1: model_list[0].litellm_params.model: is missing
          - a                               | expected a map of settings such as `model_list:`
          include: other.yaml               | other.yaml: no such file
          include: config.yaml              | 1: include: `config.yaml` includes itself
          a: [                              | 2: not YAML: expected the node content, but found '<stream end>'
          a: *b                             | 1: not YAML: found undefined alias b
          a: &a {b: *a}                     | not YAML: a value contains itself, or there are too many
          "a: \u0001"                       | not YAML: a character that it does not allow, or nested too deeply
          ? [a]                             | 1: expected a key, found a list or a map in its place
          weir: {reddis: {}}                | 1: weir.reddis: unknown setting `reddis`; did you mean `redis`?
          weir: {kafka: {bootstrap_servers: a}} | 1: weir.kafka.bootstrap_servers: unknown setting `bootstrap_servers`; did you mean `bootstrap-servers`?
          """)
  void refusesAFile(String text, String message) {
    List<String> errors = config(text + "\n").errors();

    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst().replace(folder + "/", ""))
        .isIn("config.yaml:" + message, "config.yaml: " + message, message);
  }

  @Test
  void findsEveryError_notOnlyTheFirst() {
    List<String> errors =
        config(
                """
                model_list:
                  - model_name: a
                    litellm_params:
                      model: openai/gpt-4o
                      rpm: fast
                router_settings:
                  num_retries: x
                weir:
                  typo: 1
                """)
            .errors();

    assertThat(errors)
        .containsExactly(
            "config.yaml:4: model_list[0].litellm_params.api_key: environment variable"
                + " `OPENAI_API_KEY` is not set",
            "config.yaml:5: model_list[0].litellm_params.rpm: found `fast`, expected a whole number"
                + " of at least 1",
            "config.yaml:7: router_settings.num_retries: found `x`, expected a whole number from 0"
                + " to 100",
            "config.yaml:9: weir.typo: unknown setting `typo`");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThat(new ConfigFile(folder).errors()).containsExactly("config.yaml: no such file");
  }
}
