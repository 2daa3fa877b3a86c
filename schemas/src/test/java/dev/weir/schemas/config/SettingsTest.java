package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.config.LitellmSettings.GlobalBudget;
import dev.weir.schemas.config.RouterSettings.Alias;
import dev.weir.schemas.window.BudgetDuration;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections other than {@code model_list}. */
class SettingsTest {
  @TempDir private Path folder;

  private ConfigFile config(String text) {
    return new ConfigFile(folder).with("config.yaml", text);
  }

  @Test
  void hasLitellmsDefaults_whenNothingIsSet() {
    WeirConfig config = config("{}").config();

    assertThat(config.router())
        .isEqualTo(
            new RouterSettings(
                RoutingStrategy.SIMPLE_SHUFFLE,
                2,
                Duration.ZERO,
                null,
                null,
                new Fallbacks(Map.of(), Map.of(), Map.of(), List.of()),
                5,
                null,
                Duration.ofSeconds(5),
                false,
                Map.of()));
    assertThat(config.litellm().requestTimeout()).hasSeconds(6000);
    assertThat(config.litellm().budgetExceededStatus()).isEqualTo(402);
    assertThat(config.litellm().globalBudget()).isNull();
    assertThat(config.general().allowMockTestingParams()).isTrue();
  }

  @Test
  void takesTheRoutersSettings_beforeTheirDuplicates() {
    RouterSettings router =
        config(
                """
                litellm_settings:
                  num_retries: 7
                  allowed_fails: 4
                  default_fallbacks: [a]
                router_settings:
                  num_retries: 1
                """)
            .config()
            .router();

    assertThat(router.retries()).isEqualTo(1);
    assertThat(router.allowedFails()).isEqualTo(4);
    assertThat(router.fallbacks().of("any")).containsExactly("a");
  }

  @Test
  void readsAliasesAndFallbacks() {
    RouterSettings router =
        config(
                """
                router_settings:
                  model_group_alias: {gpt-4: gpt-4o, old: {model: gpt-4o, hidden: true}}
                  fallbacks: [{gpt-4o: [a, {model: b}]}, {"*": [c]}]
                  context_window_fallbacks: [{gpt-4o: [long]}]
                """)
            .config()
            .router();

    assertThat(router.aliases())
        .containsExactly(
            Map.entry("gpt-4", new Alias("gpt-4o", false)),
            Map.entry("old", new Alias("gpt-4o", true)));
    assertThat(router.fallbacks().of("gpt-4o")).containsExactly("a", "b");
    assertThat(router.fallbacks().of("other")).containsExactly("c");
    assertThat(router.fallbacks().contextWindow()).isEqualTo(Map.of("gpt-4o", List.of("long")));
  }

  @Test
  void warnsOfNamesThatAreNoGroup() {
    ConfigFile file =
        config(
            """
            model_list:
              - model_name: gpt-4o
                litellm_params: {model: openai/gpt-4o, api_key: k}
            router_settings:
              fallbacks:
                - gpt4o: [gpt-4o]
                - gpt-4o: [mini]
            general_settings: {master_key: sk-1}
            """);

    assertThat(file.warnings())
        .containsExactly(
            "config.yaml:6: router_settings.fallbacks[0].gpt4o: `gpt4o` names no group; did you"
                + " mean `gpt-4o`?",
            "config.yaml:7: router_settings.fallbacks[1].gpt-4o[0]: `mini` names no group");
  }

  @Test
  void readsTheGlobalBudget() {
    LitellmSettings litellm =
        config(
                """
                litellm_settings:
                  max_budget: 100.5
                  budget_duration: 1mo
                  timezone: Europe/Zurich
                  callbacks: [prometheus]
                """)
            .config()
            .litellm();

    assertThat(litellm.globalBudget())
        .isEqualTo(new GlobalBudget(new BigDecimal("100.5"), BudgetDuration.parse("1mo")));
    assertThat(litellm.timezone()).isEqualTo(ZoneId.of("Europe/Zurich"));
    assertThat(litellm.successCallbacks()).containsExactly("prometheus");
  }

  @Test
  void tellsAnUnknownSettingFromAnUnsupportedOne() {
    ConfigFile file =
        config(
            """
            router_settings: {num_retrys: 3, redis_db: 1}
            litellm_settings: {set_verbose: true}
            general_settings: {master_key: sk-1, pass_through_endpoints: [], wat: 1}
            guardrails: []
            model_list: []
            """);

    assertThat(file.warnings())
        .containsExactly(
            "config.yaml:1: router_settings.num_retrys: unknown setting `num_retrys`, ignored; did"
                + " you mean `num_retries`?",
            "config.yaml:1: router_settings.redis_db: not supported by Weir yet, ignored",
            "config.yaml:2: litellm_settings.set_verbose: not supported by Weir yet, ignored",
            "config.yaml:3: general_settings.pass_through_endpoints: not supported by Weir yet,"
                + " ignored",
            "config.yaml:3: general_settings.wat: unknown setting `wat`, ignored",
            "config.yaml:4: guardrails: not supported by Weir yet, ignored",
            "config.yaml:5: model_list: no models are configured");
  }

  @Test
  void ignoresAMissingVariable_whereTheSettingIsIgnored() {
    ConfigFile file =
        config(
            """
            general_settings: {database_url: os.environ/DATABASE_URL}
            litellm_settings: {langfuse_params: {key: os.environ/LANGFUSE}}
            callback_settings: {x: os.environ/X}
            """);

    assertThat(file.errors()).isEmpty();
  }

  @Test
  void collectsWhatOnlyTheGatewayNeeds_forTheOtherServices() {
    ConfigFile file =
        config(
            """
            model_list:
              - model_name: a
                litellm_params: {model: openai/m, api_key: os.environ/OPENAI}
            general_settings: {master_key: os.environ/MASTER}
            weir: {redis: {password: os.environ/REDIS}}
            """);

    var refused = (LoadResult.Refused) file.load(Map.of(), MissingVariables.REFUSE_SHARED);
    var loaded =
        (LoadResult.Loaded) file.load(Map.of("REDIS", "r"), MissingVariables.REFUSE_SHARED);

    assertThat(refused.errors()).extracting(Notice::path).containsExactly("weir.redis.password");
    assertThat(loaded.missing())
        .extracting(MissingVariable::name)
        .containsExactlyInAnyOrder("OPENAI", "MASTER");
  }
}
