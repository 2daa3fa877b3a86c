package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.config.Secret;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GapsTest {
  private static final Map<String, String> COMPLETE =
      Map.of(
          "ANTHROPIC_API_KEY", "a",
          "OPENAI_API_KEY", "o",
          "AZURE_OPENAI_API_KEY", "z",
          "AZURE_OPENAI_ENDPOINT", "https://azure.example",
          "REDIS_HOST", "redis.example",
          "LITELLM_MASTER_KEY", "sk-1");

  @Test
  void everythingIsMissing_whenNothingIsSet() {
    var gaps = Gaps.of(Configs.withEnvironment(Map.of()));

    assertThat(gaps.keys())
        .containsExactly("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "AZURE_OPENAI_API_KEY");
    assertThat(gaps.bases()).containsExactly("AZURE_OPENAI_ENDPOINT");
    assertThat(gaps.redisHosts()).containsExactly("REDIS_HOST");
    assertThat(gaps.redis()).isTrue();
    assertThat(gaps.masterKey()).isTrue();
    assertThat(gaps.provider()).isTrue();
    assertThat(gaps.others()).isEmpty();
  }

  @Test
  void nothingIsMissing_whenAllButTheDatabaseIsSet() {
    var gaps = Gaps.of(Configs.withEnvironment(COMPLETE));

    assertThat(gaps.provider()).isFalse();
    assertThat(gaps.redis()).isFalse();
    assertThat(gaps.masterKey()).isFalse();
    assertThat(gaps.others()).isEmpty();
  }

  @Test
  void nothingIsMissing_onceTheGapsAreFilled() {
    var local = new LocalConfig(Configs.DEFAULT, Map.of());
    var gaps = Gaps.of(local.load(Map.of()));
    var variables = gaps.masterKeyVariables("sk-made");
    variables.putAll(gaps.providerVariables());
    variables.put("WEIR_REDIS_HOST", "127.0.0.1");
    variables.put("WEIR_REDIS_PORT", "7777");
    variables.put("WEIR_CACHE_REDIS_HOST", "127.0.0.1");

    var loaded = local.load(variables);

    assertThat(loaded.missing()).isEmpty();
    assertThat(loaded.config().weir().redis().port()).isEqualTo(7777);
    assertThat(loaded.config().general().masterKey()).isEqualTo(new Secret("sk-made"));
  }

  @Test
  void saysEachSubstitutionInOneLine() {
    var gaps = Gaps.of(Configs.withEnvironment(Map.of()));

    assertThat(gaps.redisNote(7777))
        .isEqualTo("REDIS_HOST is not set: using Redis started here on port 7777");
    assertThat(gaps.masterKeyNote(new MasterKey.InFile(Path.of("/d/master-key"))))
        .isEqualTo("LITELLM_MASTER_KEY is not set: the master key is in /d/master-key");
  }
}
