package dev.weir.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.BreakerTerms;
import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Failure.Kind;
import dev.weir.gateway.core.FailurePolicy;
import dev.weir.gateway.pricing.PriceBook;
import dev.weir.gateway.routing.RetryRules;
import dev.weir.gateway.routing.RoutingTable;
import dev.weir.schemas.config.ConfigLoader;
import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.MissingVariables;
import dev.weir.schemas.config.WeirConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LiteLLM's settings as routing understands them. */
class RoutingSettingsTest {
  private static final Duration PROBE = Duration.ofSeconds(2);

  @TempDir Path home;

  @Test
  void givesABreakerItsTerms_byTheEntryElseByTheRouter() throws IOException {
    WeirConfig config =
        config(
            """
            model_list:
              - model_name: plain
                litellm_params: {model: openai/gpt-4o, api_key: k}
              - model_name: own
                litellm_params: {model: openai/gpt-4o, api_key: k, cooldown_time: 9}
                model_info: {allowed_fails: 0}
              - model_name: never
                litellm_params: {model: openai/gpt-4o, api_key: k, cooldown_time: 0}
              - model_name: openai/*
                litellm_params: {model: openai/*, api_key: k}
            router_settings:
              allowed_fails: 2
              cooldown_time: 30
              allowed_fails_policy:
                {AuthenticationErrorAllowedFails: 7, ServiceUnavailableErrorAllowedFails: 1}
            """);

    List<BreakerTerms> terms =
        Deployments.of(config, PriceBook.bundled()).stream().map(Candidate::breaker).toList();

    var authentication =
        new FailurePolicy(Map.of(Kind.AUTHENTICATION, 7, Kind.PERMISSION, 7), Map.of(503, 1));
    var plain = new BreakerTerms(Duration.ofSeconds(30), PROBE, 2, authentication);
    assertThat(terms)
        .containsExactly(
            plain,
            new BreakerTerms(Duration.ofSeconds(9), PROBE, 0, authentication),
            BreakerTerms.NEVER,
            plain.without(Kind.RATE_LIMITED, Kind.NOT_FOUND));
  }

  @Test
  void leavesNobodyAlone_whenCooldownsAreDisabled() throws IOException {
    WeirConfig config =
        config(
            """
            model_list:
              - model_name: plain
                litellm_params: {model: openai/gpt-4o, api_key: k}
            router_settings: {disable_cooldowns: true}
            """);

    assertThat(Deployments.of(config, PriceBook.bundled()).getFirst().breaker())
        .isEqualTo(BreakerTerms.NEVER);
  }

  @Test
  void knowsThePriceOfWhatAWildcardStandsFor() throws IOException {
    WeirConfig config =
        config(
            """
            model_list:
              - model_name: mine/*
                litellm_params: {model: openai/*, api_key: k}
            """);
    PriceBook prices = PriceBook.bundled();
    RoutingTable table =
        Groups.table(
            config.router(), Deployments.of(config, prices), Deployments.maker(config, prices));

    Candidate known = table.group("mine/gpt-4o-mini").getFirst();
    assertThat(known.deployment().model()).isEqualTo("gpt-4o-mini");
    assertThat(known.deployment().price().inputPico()).isEqualTo(150_000);
    assertThat(known.facts().maxInputTokens()).isEqualTo(128_000);
    assertThat(table.group("mine/unheard-of").getFirst().deployment().price()).isNull();
  }

  @Test
  void translatesRetryPolicies() throws IOException {
    WeirConfig config =
        config(
            """
            router_settings:
              num_retries: 4
              retry_policy: {TimeoutErrorRetries: 0, BadGatewayErrorRetries: 1}
              model_group_retry_policy: {a: {RateLimitErrorRetries: 3}}
            """);

    assertThat(Groups.rules(config.router(), Duration.ofSeconds(20)).retries())
        .isEqualTo(
            new RetryRules(
                4,
                null,
                Duration.ZERO,
                Duration.ofSeconds(20),
                new FailurePolicy(Map.of(Kind.TIMEOUT, 0), Map.of(502, 1)),
                Map.of("a", FailurePolicy.of(Map.of(Kind.RATE_LIMITED, 3)))));
  }

  private WeirConfig config(String text) throws IOException {
    Path file = home.resolve("config.yaml");
    Files.writeString(file, text);
    return switch (ConfigLoader.load(file, Map.of(), MissingVariables.REFUSE)) {
      case LoadResult.Loaded loaded -> loaded.config();
      case LoadResult.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }
}
