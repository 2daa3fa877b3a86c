package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No message and no record ever shows a secret. */
class SecretsTest {
  private static final String CANARY = "sk-canary-1f2e3d";

  @TempDir private Path folder;

  @Test
  void neverShowsASecret_whereOneBelongs() {
    var file =
        new ConfigFile(folder)
            .with(
                "config.yaml",
                """
                environment_variables: {E: CANARY}
                credential_list:
                  - {credential_name: c, credential_values: {api_key: CANARY}}
                model_list:
                  - model_name: a
                    litellm_params:
                      model: openai/m
                      api_key: CANARY
                      extra_headers: {Authorization: CANARY}
                      extra_body: {token: CANARY}
                      own_token: CANARY
                      aws_secret_access_key: CANARY
                  - {model_name: b, litellm_params: {model: openai/m, api_key: os.environ/E}}
                  - {model_name: c, litellm_params: {model: openai/m, litellm_credential_name: c}}
                router_settings: {redis_password: CANARY, redis_url: "redis://:CANARY@h"}
                litellm_settings: {cache_params: {password: CANARY}, api_key: CANARY}
                general_settings:
                  master_key: CANARY
                  database_url: CANARY
                  alerting: [slack, webhook]
                  alert_to_webhook_url: {llm_exceptions: "https://h/CANARY"}
                weir:
                  alerts: {webhook-url: "https://h/CANARY?t=CANARY"}
                  key-secret: CANARY
                  slack: {webhook-url: "https://h/CANARY"}
                  redis: {password: CANARY}
                  kafka: {properties: {sasl.jaas.config: CANARY}}
                """
                    .replace("CANARY", CANARY));

    LoadResult.Loaded loaded = file.loaded(Map.of());

    assertThat(loaded.warnings()).isNotEmpty();
    assertThat(loaded.toString()).contains("***").doesNotContain(CANARY);
  }

  /** Any setting may be given the wrong variable by mistake. */
  @ParameterizedTest
  @ValueSource(strings = {"openai/m", "os.environ/V"})
  void neverShowsAVariablesValue_whereItIsWrong(String model) {
    var file = new ConfigFile(folder).with("config.yaml", everythingFrom("os.environ/V", model));

    assertThat(check(file, Map.of("V", CANARY)))
        .contains("found the value of the environment variable `V`, expected")
        .doesNotContain(CANARY);
  }

  @Test
  void neverShowsTheValueOfOneOfOurVariables() {
    var environment = new HashMap<String, String>();
    for (String setting : KnownSettings.all()) {
      environment.put(Section.variableName(setting), CANARY + " https://u:" + CANARY + "@h");
    }
    var file = new ConfigFile(folder).with("config.yaml", "{}");

    assertThat(check(file, environment)).contains("WEIR_REDIS_PORT").doesNotContain(CANARY);
  }

  @Test
  void neverQuotesALineThatIsNotYaml() {
    var file = new ConfigFile(folder).with("config.yaml", "a: 1\nb: [\"" + CANARY + "\n");

    assertThat(check(file, Map.of())).contains("not YAML").doesNotContain(CANARY);
  }

  private static String everythingFrom(String value, String model) {
    var text =
        new StringBuilder(
            """
            model_list:
              - model_name: a
                litellm_params:
                  model: %s
            """
                .formatted(model));
    var known = new TreeSet<>(KnownSettings.all());
    known.stream()
        .filter(name -> name.startsWith("model_list[].litellm_params."))
        .filter(name ->
            !name.endsWith(".model")
                && (!name.endsWith(".custom_llm_provider") || model.equals(value)))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .forEach(name -> text.append("      %s: %s%n".formatted(name, value)));
    for (String section :
        new String[] {"router_settings", "litellm_settings", "general_settings", "weir"}) {
      text.append(section).append(":\n");
      known.stream()
          .filter(name -> name.matches(section + "\\.[^.]+"))
          .map(name -> name.substring(name.lastIndexOf('.') + 1))
          .forEach(name -> text.append("  %s: %s%n".formatted(name, value)));
    }
    return text.toString();
  }

  private static String check(ConfigFile file, Map<String, String> environment) {
    return file.load(environment, MissingVariables.REFUSE).toString();
  }
}
