package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.config.CacheSettings.CallType;
import dev.weir.schemas.config.CacheSettings.Store;
import dev.weir.schemas.config.ModelEntry.Limits;
import dev.weir.schemas.config.Target.GroupReference;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A LiteLLM configuration as teams run it loads unchanged. */
class FixtureTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "ANTHROPIC_API_KEY", "key-anthropic",
          "OPENAI_API_KEY", "key-openai",
          "AZURE_OPENAI_API_KEY", "key-azure",
          "AZURE_OPENAI_ENDPOINT", "https://example.openai.azure.com/",
          "REDIS_HOST", "redis.internal",
          "LITELLM_MASTER_KEY", "sk-master",
          "HOSTNAME", "node-1");

  @TempDir private Path folder;
  private ConfigFile file;

  @BeforeEach
  void copyFixture() throws IOException {
    try (InputStream fixture = FixtureTest.class.getResourceAsStream("/litellm_config.yaml")) {
      String text = new String(fixture.readAllBytes(), StandardCharsets.UTF_8);
      file = new ConfigFile(folder).with("config.yaml", text);
    }
  }

  @Test
  void readsEveryDeployment() {
    List<ModelEntry> models = file.loaded(ENVIRONMENT).config().models();

    assertThat(models)
        .extracting(ModelEntry::group)
        .containsExactly("claude-sonnet", "gpt-4o", "azure-gpt4", "claude-haiku", "production-llm");
    assertThat(models)
        .extracting(ModelEntry::target)
        .containsExactly(
            provider("anthropic", ProviderKind.ANTHROPIC, "claude-sonnet-4-6"),
            provider("openai", ProviderKind.OPENAI, "gpt-4o"),
            new Target.Provider(
                "azure/gpt-4o",
                "azure",
                ProviderKind.AZURE,
                "gpt-4o",
                new Secret("key-azure"),
                URI.create("https://example.openai.azure.com"),
                "2024-02-01",
                null,
                Map.of()),
            provider("anthropic", ProviderKind.ANTHROPIC, "claude-haiku-4-5-20251001"),
            new GroupReference("claude-sonnet"));
    assertThat(models)
        .extracting(ModelEntry::limits)
        .containsExactly(
            new Limits(50L, 100_000L, null),
            new Limits(100L, 200_000L, null),
            new Limits(60L, null, null),
            new Limits(200L, 500_000L, null),
            new Limits(null, null, null));
    assertThat(models.getLast().id()).isEqualTo("production-primary");
    assertThat(models.getFirst().id()).matches("[0-9a-f]{64}");
    assertThat(models).extracting(entry -> entry.place().line()).containsExactly(3, 10, 17, 25, 33);
  }

  private static Target.Provider provider(String name, ProviderKind kind, String model) {
    return new Target.Provider(
        name + "/" + model,
        name,
        kind,
        model,
        new Secret("key-" + name),
        null,
        null,
        null,
        Map.of());
  }

  @Test
  void readsEverySetting() {
    WeirConfig config = file.loaded(ENVIRONMENT).config();

    assertThat(config.router())
        .isEqualTo(
            new RouterSettings(
                new Balancing(
                    Balancing.Choice.of(RoutingStrategy.USAGE_BASED_ROUTING_V2),
                    Map.of(),
                    false,
                    Balancing.Tags.IGNORED,
                    false),
                new Retries(3, Duration.ofSeconds(5), Map.of(), Map.of()),
                ModelEntry.Timeouts.NONE,
                new Fallbacks(
                    Map.of(
                        "claude-sonnet", Fallbacks.Target.of("gpt-4o", "azure-gpt4"),
                        "gpt-4o", Fallbacks.Target.of("azure-gpt4", "claude-sonnet")),
                    Map.of(),
                    Map.of("claude-sonnet", Fallbacks.Target.of("gpt-4o")),
                    List.of()),
                5,
                Cooldown.NONE,
                true,
                null,
                Map.of()));
    assertThat(config.litellm())
        .isEqualTo(
            new LitellmSettings(
                true,
                Duration.ofSeconds(60),
                List.of("langfuse"),
                List.of("langfuse", "slack"),
                null,
                ZoneOffset.UTC,
                402,
                false,
                TracingSettings.NONE));
    assertThat(config.cache())
        .isEqualTo(
            new CacheSettings(
                new Store.Redis(
                    new RedisSettings("redis.internal", 6379, null, null, false, ""),
                    Duration.ofMillis(20)),
                true,
                Duration.ofHours(1),
                null,
                Set.of(CallType.CHAT, CallType.MESSAGES, CallType.EMBEDDINGS),
                CacheSettings.Scope.TEAM,
                false,
                new CacheSettings.Limits(1 << 20, 256 << 20)));
    assertThat(config.general())
        .isEqualTo(
            new GeneralSettings(
                new Secret("sk-master"), List.of("slack"), new BigDecimal(1000), true));
  }

  @Test
  void readsWeirsOwnSettingsAsTheyAreUnset() {
    WeirSettings weir = file.loaded(ENVIRONMENT).config().weir();

    assertThat(weir)
        .isEqualTo(
            new WeirSettings(
                "node-1",
                Path.of("data"),
                52_428_800,
                new KafkaSettings("localhost:9092", "", (short) -1, 12, Map.of()),
                new RedisSettings("redis.internal", 6379, null, null, false, ""),
                new WeirSettings.Journal(1_073_741_824),
                new WeirSettings.Budget(Duration.ofSeconds(2), List.of(50, 80, 100)),
                WeirSettings.Routing.STANDARD,
                new WeirSettings.Calls(Duration.ofSeconds(15), Duration.ofSeconds(10)),
                WeirSettings.Drain.STANDARD,
                WeirSettings.Outbound.STANDARD,
                true,
                Map.of(),
                WeirSettings.Callbacks.STANDARD,
                WeirSettings.Metrics.STANDARD,
                null,
                null));
  }

  @Test
  void saysWhatIsNotAsInLitellm() {
    assertThat(file.lines(file.loaded(ENVIRONMENT).warnings()))
        .containsExactly(
            "config.yaml:58: litellm_settings.success_callback[0]: callback `langfuse`, but"
                + " LANGFUSE_PUBLIC_KEY is not set: no traces are sent",
            "config.yaml:63: general_settings.database_url: accepted and not needed: Kafka keeps"
                + " the keys and the spend",
            "config.yaml:64: general_settings.alerting: `slack`, but SLACK_WEBHOOK_URL is not set:"
                + " alerts do not reach Slack",
            "config.yaml:65: general_settings.alerting_threshold: 1000 USD of total spend in a"
                + " calendar month");
  }

  @Test
  void namesEveryMissingVariable_whenNoneIsSet() {
    assertThat(file.errors())
        .containsExactly(
            missing(6, "model_list[0].litellm_params.api_key", "ANTHROPIC_API_KEY"),
            missing(13, "model_list[1].litellm_params.api_key", "OPENAI_API_KEY"),
            missing(20, "model_list[2].litellm_params.api_base", "AZURE_OPENAI_ENDPOINT"),
            missing(21, "model_list[2].litellm_params.api_key", "AZURE_OPENAI_API_KEY"),
            missing(28, "model_list[3].litellm_params.api_key", "ANTHROPIC_API_KEY"),
            missing(55, "litellm_settings.cache_params.host", "REDIS_HOST"),
            missing(62, "general_settings.master_key", "LITELLM_MASTER_KEY"));
  }

  private static String missing(int line, String path, String name) {
    return "config.yaml:%d: %s: environment variable `%s` is not set".formatted(line, path, name);
  }

  @Test
  void listsMissingVariables_whenTheyAreCollected() {
    var loaded = (LoadResult.Loaded) file.load(Map.of(), MissingVariables.COLLECT);

    assertThat(loaded.missing())
        .extracting(MissingVariable::name)
        .containsExactlyInAnyOrder(
            "ANTHROPIC_API_KEY",
            "OPENAI_API_KEY",
            "AZURE_OPENAI_ENDPOINT",
            "AZURE_OPENAI_API_KEY",
            "ANTHROPIC_API_KEY",
            "REDIS_HOST",
            "LITELLM_MASTER_KEY");
  }

  @Test
  void givesTheSameIdsWhereverItIsLoaded() {
    var loaded = (LoadResult.Loaded) file.load(Map.of(), MissingVariables.COLLECT);

    assertThat(loaded.config().models())
        .extracting(ModelEntry::id)
        .isEqualTo(
            file.loaded(ENVIRONMENT).config().models().stream().map(ModelEntry::id).toList());
  }
}
