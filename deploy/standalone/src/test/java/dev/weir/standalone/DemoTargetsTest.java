package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.config.ModelEntry;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.config.Target;
import dev.weir.schemas.config.WeirConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoTargetsTest {
  private static final URI DEMO = URI.create("http://127.0.0.1:5555");

  private static WeirConfig stoodIn(Map<String, String> environment) {
    var local = new LocalConfig(Configs.DEFAULT, environment);
    var variables = new HashMap<>(Gaps.of(local.load(Map.of())).providerVariables());
    return local.load(variables).config();
  }

  private static Target.Provider target(WeirConfig config, String group) {
    return (Target.Provider) config.group(group).getFirst().target();
  }

  @Test
  void pointsEachKindOfProviderAtItsPathOfTheDemo() {
    var config = DemoTargets.pointAt(DEMO, stoodIn(Map.of()));

    assertThat(target(config, "claude-sonnet").apiBase()).isEqualTo(DEMO);
    assertThat(target(config, "gpt-4o").apiBase()).isEqualTo(URI.create(DEMO + "/v1"));
    assertThat(target(config, "azure-gpt4").apiBase()).isEqualTo(DEMO);
  }

  @Test
  void neverSendsARealKeyToTheDemo_whenOnlyTheAddressIsMissing() {
    var config = DemoTargets.pointAt(DEMO, stoodIn(Map.of("AZURE_OPENAI_API_KEY", "real")));

    assertThat(target(config, "azure-gpt4").apiBase()).isEqualTo(DEMO);
    assertThat(target(config, "azure-gpt4").apiKey()).isEqualTo(new Secret("demo"));
  }

  @Test
  void leavesProvidersAlone_whenTheirKeyIsSet() {
    var before = stoodIn(Map.of("OPENAI_API_KEY", "real"));

    var config = DemoTargets.pointAt(DEMO, before);

    assertThat(config.group("gpt-4o")).isEqualTo(before.group("gpt-4o"));
    assertThat(target(config, "gpt-4o").apiKey()).isEqualTo(new Secret("real"));
  }

  @Test
  void keepsIdsAndReferences() {
    var config = DemoTargets.pointAt(DEMO, stoodIn(Map.of()));

    var real = Configs.withEnvironment(Map.of("OPENAI_API_KEY", "real")).config();
    assertThat(config.models())
        .extracting(ModelEntry::id)
        .containsExactlyElementsOf(real.models().stream().map(ModelEntry::id).toList());
    assertThat(config.group("production-llm").getFirst().target())
        .isEqualTo(new Target.GroupReference("claude-sonnet"));
  }

  @Test
  void saysWhoAnswersFromTheDemo_onceForEachSetOfVariables() {
    assertThat(DemoTargets.notes(stoodIn(Map.of("OPENAI_API_KEY", "real"))))
        .containsExactly(
            "ANTHROPIC_API_KEY is not set: claude-sonnet, claude-haiku answer from the demo"
                + " provider",
            "AZURE_OPENAI_API_KEY, AZURE_OPENAI_ENDPOINT are not set: azure-gpt4 answers from the"
                + " demo provider");
  }
}
