package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.schemas.config.LitellmSettings.GlobalBudget;
import dev.weir.schemas.config.RouterSettings.Alias;
import dev.weir.schemas.window.BudgetDuration;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
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
                Balancing.standard(),
                new Retries(2, Duration.ZERO, Map.of(), Map.of()),
                ModelEntry.Timeouts.NONE,
                Fallbacks.NONE,
                5,
                Cooldown.NONE,
                true,
                null,
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

    assertThat(router.retries().count()).isEqualTo(1);
    assertThat(router.cooldown().allowedFails()).isEqualTo(4);
    assertThat(router.fallbacks().of("any")).isEqualTo(Fallbacks.Target.of("a"));
  }

  @Test
  void readsAliasesAndFallbacks() {
    RouterSettings router =
        config(
                """
                router_settings:
                  model_group_alias: {gpt-4: gpt-4o, old: {model: gpt-4o, hidden: true}}
                  fallbacks: [{gpt-4o: [a, {model: b, temperature: 0}]}, {"*": [c]}]
                  context_window_fallbacks: [{gpt-4o: [long]}]
                """)
            .config()
            .router();

    assertThat(router.aliases())
        .containsExactly(
            Map.entry("gpt-4", new Alias("gpt-4o", false)),
            Map.entry("old", new Alias("gpt-4o", true)));
    assertThat(router.fallbacks().of("gpt-4o"))
        .containsExactly(
            new Fallbacks.Target("a", Map.of()),
            new Fallbacks.Target(
                "b", Map.of("temperature", JsonNodeFactory.instance.numberNode(0))));
    assertThat(router.fallbacks().of("other")).isEqualTo(Fallbacks.Target.of("c"));
    assertThat(router.fallbacks().contextWindow())
        .isEqualTo(Map.of("gpt-4o", Fallbacks.Target.of("long")));
  }

  @Test
  void readsHowDeploymentsAreChosenRetriedAndLeftAlone() {
    RouterSettings router =
        config(
                """
                router_settings:
                  routing_strategy: latency-based-routing
                  routing_strategy_args: {ttl: 60, lowest_latency_buffer: 0.5}
                  routing_groups:
                    - {group_name: cheap, models: [mini, nano], routing_strategy: least-busy}
                  enable_weighted_failover: true
                  enable_tag_filtering: true
                  tag_filtering_match_any: false
                  enable_pre_call_checks: true
                  retry_policy: {TimeoutErrorRetries: 0}
                  model_group_retry_policy: {mini: {RateLimitErrorRetries: 4}}
                  ttft_timeout: 3
                  stream_idle_timeout: 20
                  allowed_fails_policy: {BadRequestErrorAllowedFails: 9}
                  cooldown_time: 0.5
                  disable_cooldowns: true
                  default_max_parallel_requests: 8
                """)
            .config()
            .router();

    var busy = Balancing.Choice.of(RoutingStrategy.LEAST_BUSY);
    assertThat(router)
        .isEqualTo(
            new RouterSettings(
                new Balancing(
                    new Balancing.Choice(
                        RoutingStrategy.LATENCY_BASED_ROUTING, Duration.ofSeconds(60), 0.5, 10),
                    Map.of("mini", busy, "nano", busy),
                    true,
                    Balancing.Tags.ALL,
                    true),
                new Retries(
                    2,
                    Duration.ZERO,
                    Map.of(ErrorClass.TIMEOUT, 0),
                    Map.of("mini", Map.of(ErrorClass.RATE_LIMIT, 4))),
                new ModelEntry.Timeouts(null, null, Duration.ofSeconds(3), Duration.ofSeconds(20)),
                Fallbacks.NONE,
                5,
                new Cooldown(Duration.ofMillis(500), null, Map.of(ErrorClass.BAD_REQUEST, 9)),
                false,
                8L,
                Map.of()));
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
