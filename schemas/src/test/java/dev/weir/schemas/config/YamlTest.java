package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are read as PyYAML reads them, so that they mean here what they mean in LiteLLM. */
class YamlTest {
  @TempDir private Path folder;

  private ConfigFile config(String text) {
    return new ConfigFile(folder).with("config.yaml", text);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100",
    "1_000, 1000",
    "010, 8",
    "0x1F, 31",
    "0b101, 5",
    "1:30, 90",
    "'\"250\"', 250",
    "3.0, 3",
    "+7, 7",
    "1e3, 1000"
  })
  void readsWholeNumbersOfYaml11(String written, long number) {
    WeirConfig config = config(model("rpm: " + written)).config();

    assertThat(config.models().getFirst().limits().rpm()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"yes, true", "On, true", "TRUE, true", "no, false", "off, false", "'\"true\"', true"})
  void readsBooleansOfYaml11(String written, boolean flag) {
    WeirConfig config = config("litellm_settings:\n  drop_params: " + written).config();

    assertThat(config.litellm().dropParams()).isEqualTo(flag);
  }

  @ParameterizedTest
  @CsvSource({"3e-6, 0.000003", "0.000_003, 0.000003", "'\"2.5e-06\"', 0.0000025", "0, 0"})
  void readsPricesExactly(String written, BigDecimal usd) {
    WeirConfig config = config(model("input_cost_per_token: " + written)).config();

    assertThat(config.models().getFirst().pricing().overrides().get("input_cost_per_token"))
        .isEqualByComparingTo(usd);
  }

  private static String model(String parameter) {
    return """
    model_list:
      - model_name: fast
        litellm_params:
          model: hosted_vllm/llama
          api_base: http://vllm:8000/v1
          %s
    """
        .formatted(parameter);
  }

  @Test
  void mergesAnchors_ownKeysFirst() {
    WeirConfig config =
        config(
                """
                model_list:
                  - model_name: one
                    litellm_params: &base
                      model: hosted_vllm/llama
                      api_base: http://one:8000
                      rpm: 10
                      tpm: 20
                  - model_name: two
                    litellm_params:
                      <<: [{tpm: 40}, *base]
                      rpm: 30
                """)
            .config();

    ModelEntry two = config.group("two").getFirst();
    assertThat(two.limits()).isEqualTo(new ModelEntry.Limits(30L, 40L, null));
    assertThat(two.target()).isEqualTo(config.group("one").getFirst().target());
  }

  @Test
  void letsTheLaterOfTwoEqualKeysWin_andSaysSo() {
    ConfigFile file = config("litellm_settings:\n  request_timeout: 5\n  request_timeout: 7\n");

    assertThat(file.config().litellm().requestTimeout()).hasSeconds(7);
    assertThat(file.warnings())
        .contains(
            "config.yaml:3: litellm_settings.request_timeout: is there twice: line 3 replaces line"
                + " 2");
  }

  @Test
  void includesFiles_mapsMergedAndListsConcatenated() {
    ConfigFile file =
        config(
                """
                include: [models.yaml]
                model_list:
                  - model_name: own
                    litellm_params: {model: hosted_vllm/a, api_base: "http://a"}
                router_settings: {num_retries: 1, timeout: 9}
                """)
            .with(
                "models.yaml",
                """
                model_list:
                  - model_name: included
                    litellm_params:
                      model: hosted_vllm/b
                      api_base: http://b
                      rmp: 1
                router_settings: {num_retries: 4}
                """);

    WeirConfig config = file.config();

    assertThat(config.groups()).containsExactly("own", "included");
    assertThat(config.router().retries().count()).isEqualTo(4);
    assertThat(config.router().timeouts().total()).hasSeconds(9);
    assertThat(file.warnings())
        .contains(
            "models.yaml:6: model_list[1].litellm_params.rmp: unknown setting `rmp`, passed on to"
                + " the provider; did you mean `rpm`?",
            "models.yaml:7: router_settings.num_retries: replaces the value of config.yaml:5");
  }

  @Test
  void refusesFilesThatIncludeEachOther() {
    ConfigFile file = config("include: [a.yaml]").with("a.yaml", "x: 1\ninclude: [config.yaml]");

    assertThat(file.errors()).containsExactly("a.yaml:2: include: `config.yaml` includes itself");
  }

  @Test
  void resolvesVariablesOfTheFileItself_beforeThoseOfTheProcess() {
    ConfigFile file =
        config(
            """
            environment_variables:
              TIMEOUT: 11
              OTHER: os.environ/NOT_SET
            litellm_settings:
              request_timeout: os.environ/TIMEOUT
            general_settings:
              master_key: os.environ/MASTER
            """);

    WeirConfig config = file.loaded(Map.of("TIMEOUT", "12", "MASTER", "sk-1")).config();

    assertThat(config.litellm().requestTimeout()).hasSeconds(11);
    assertThat(config.general().masterKey()).isEqualTo(new Secret("sk-1"));
  }

  @Test
  void readsAFileThatSaysNothing() {
    ConfigFile file = config("# nothing yet\n");

    assertThat(file.config().models()).isEmpty();
    assertThat(file.warnings())
        .isEqualTo(
            List.of(
                "config.yaml: model_list: no models are configured",
                "config.yaml: general_settings.master_key: not set, nor is LITELLM_MASTER_KEY: the"
                    + " admin routes are closed"));
  }
}
