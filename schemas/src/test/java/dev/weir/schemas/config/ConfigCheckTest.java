package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int check(String text) {
    new ConfigFile(folder).with("config.yaml", text);
    return ConfigCheck.check(
        folder.resolve("config.yaml"), Map.of(), new PrintStream(printed, true));
  }

  private String[] lines() {
    return printed.toString(StandardCharsets.UTF_8).replace(folder + "/", "").split("\\R");
  }

  @Test
  void summarises_whenServicesWouldStart() {
    int status =
        check(
            """
            model_list:
              - {model_name: a, litellm_params: {model: openai/m, api_key: k}}
              - {model_name: a, litellm_params: {model: anthropic/m, api_key: k, rpm: 1}}
              - {model_name: b, litellm_params: {model: a}}
            general_settings: {master_key: sk-1}
            """);

    assertThat(status).isZero();
    assertThat(lines())
        .containsExactly(
            "config.yaml: 2 groups, 3 deployments (1 anthropic, 1 openai, 1 reference to a group);"
                + " 0 warnings");
  }

  @Test
  void tellsEveryError_whenServicesWouldNotStart() {
    int status = check("router_settings: {timeout: x, num_retries: y}\ngeneral_settings: {a: 1}\n");

    assertThat(status).isEqualTo(1);
    assertThat(lines())
        .endsWith(
            "error: config.yaml:1: router_settings.timeout: found `x`, expected a number of"
                + " seconds",
            "error: config.yaml:1: router_settings.num_retries: found `y`, expected a whole number"
                + " from 0 to 100",
            "config.yaml: refused; 2 errors, 3 warnings");
  }
}
