package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariableFilesTest {
  private static final String CONFIG =
      """
      model_list:
        - {model_name: a, litellm_params: {model: openai/m, api_key: os.environ/KEY}}
      """;

  @TempDir private Path folder;

  @Test
  void takesAVariableFromTheFileThatItsTwinNames() {
    var file = config().with("key", "sk-1\n").with("jaas", "login\n\n").with("redis", "  p ");

    var loaded =
        file.loaded(
            Map.of(
                "KEY_FILE", path("key"),
                "WEIR_REDIS_PASSWORD_FILE", path("redis"),
                "WEIR_KAFKA_PROPERTIES_SASL_JAAS_CONFIG_FILE", path("jaas")));

    var target = (Target.Provider) loaded.config().models().getFirst().target();
    assertThat(target.apiKey()).isEqualTo(new Secret("sk-1"));
    assertThat(loaded.config().weir().redis().password()).isEqualTo(new Secret("  p "));
    assertThat(loaded.config().weir().kafka().properties())
        .isEqualTo(Map.of("sasl.jaas.config", new Secret("login")));
    assertThat(loaded.files())
        .containsExactlyInAnyOrder(
            folder.resolve("config.yaml"),
            folder.resolve("key"),
            folder.resolve("redis"),
            folder.resolve("jaas"));
  }

  @Test
  void prefersTheVariableItself() {
    var loaded = config().loaded(Map.of("KEY", "sk-2", "KEY_FILE", path("missing")));

    var target = (Target.Provider) loaded.config().models().getFirst().target();
    assertThat(target.apiKey()).isEqualTo(new Secret("sk-2"));
  }

  @Test
  void namesTheVariable_whenItsFileCantBeRead() {
    assertThat(config().errors(Map.of("KEY_FILE", path("missing"))))
        .contains("environment variable KEY_FILE: the file that it names can't be read");
  }

  private ConfigFile config() {
    return new ConfigFile(folder).with("config.yaml", CONFIG);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
