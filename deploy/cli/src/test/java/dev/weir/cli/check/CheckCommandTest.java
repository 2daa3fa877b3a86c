package dev.weir.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.terminal.Captured;
import dev.weir.cli.terminal.OutputOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
  private static final String GOOD =
      """
      model_list:
        - {model_name: a, litellm_params: {model: openai/m, api_key: os.environ/OPENAI_KEY}}
        - {model_name: a, litellm_params: {model: anthropic/m, api_key: k, rpm: 1}}
        - {model_name: b, litellm_params: {model: a}}
      general_settings: {master_key: os.environ/MASTER}
      """;

  @TempDir private Path folder;
  private final Captured captured = new Captured();

  private int check(String text, Map<String, String> environment, String... more)
      throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), text);
    var output = new OutputOptions();
    var command = new CheckCommand(captured.piped(environment, ""), output);
    String[] arguments = Arrays.copyOf(more, more.length + 1);
    arguments[more.length] = file.toString();
    return new CommandLine(command).addMixin("output", output).execute(arguments);
  }

  private String[] lines() {
    return captured.out().replace(folder + "/", "").split("\\R");
  }

  @Test
  void summarises_whenServicesWouldStart() throws IOException {
    int status = check(GOOD, Map.of("OPENAI_KEY", "k", "MASTER", "sk-1"));

    assertThat(status).isZero();
    assertThat(lines())
        .containsExactly(
            "config.yaml: 2 groups, 3 deployments (1 anthropic, 1 openai, 1 reference to a group);"
                + " 0 warnings");
  }

  @Test
  void tellsEveryError_whenServicesWouldNotStart() throws IOException {
    int status =
        check(
            "router_settings: {timeout: x, num_retries: y}\ngeneral_settings: {a: 1}\n", Map.of());

    assertThat(status).isEqualTo(1);
    assertThat(lines())
        .endsWith(
            "error: config.yaml:1: router_settings.timeout: found `x`, expected a number of"
                + " seconds",
            "error: config.yaml:1: router_settings.num_retries: found `y`, expected a whole number"
                + " from 0 to 100",
            "config.yaml: refused; 2 errors, 3 warnings");
  }

  @Test
  void namesVariablesThatAreNotSet() throws IOException {
    int status = check(GOOD, Map.of("MASTER", ""));

    assertThat(status).isEqualTo(1);
    assertThat(lines())
        .containsExactly(
            "error: config.yaml:2: model_list[0].litellm_params.api_key: environment variable"
                + " `OPENAI_KEY` is not set",
            "error: config.yaml:5: general_settings.master_key: environment variable `MASTER` is"
                + " not set",
            "not set: MASTER, OPENAI_KEY",
            "config.yaml: refused; 2 errors, 0 warnings");
  }

  @Test
  void goesOnWithoutVariables_whereThatIsAllowed() throws IOException {
    int status = check(GOOD, Map.of("MASTER", "sk-1"), "--allow-missing");

    assertThat(status).isZero();
    assertThat(lines())
        .containsExactly(
            "warning: config.yaml:2: model_list[0].litellm_params.api_key: environment variable"
                + " `OPENAI_KEY` is not set",
            "not set: OPENAI_KEY",
            "config.yaml: 2 groups, 3 deployments (1 anthropic, 1 openai, 1 reference to a group);"
                + " 1 warning");
  }

  @Test
  void isOneObject_forPrograms() throws IOException {
    int status = check(GOOD, Map.of("MASTER", "sk-1"), "--json");

    assertThat(status).isEqualTo(1);
    assertThat(lines())
        .containsExactly(
            "{\"file\":\"config.yaml\",\"ok\":false,\"errors\":[{\"file\":\"config.yaml\","
                + "\"line\":2,\"column\":64,\"setting\":\"model_list[0].litellm_params.api_key\","
                + "\"text\":\"environment variable `OPENAI_KEY` is not set\"}],\"warnings\":[],"
                + "\"missing_variables\":[\"OPENAI_KEY\"]}");
  }
}
