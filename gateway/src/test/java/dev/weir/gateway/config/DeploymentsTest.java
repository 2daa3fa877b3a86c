package dev.weir.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.core.Candidate;
import dev.weir.gateway.core.Deployment;
import dev.weir.gateway.core.Provider;
import dev.weir.gateway.pricing.PriceBook;
import dev.weir.schemas.config.ConfigLoader;
import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.MissingVariables;
import dev.weir.schemas.config.Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentsTest {
  private static final String FILE =
      """
      model_list:
        - model_name: sonnet
          litellm_params: {model: anthropic/claude-sonnet-4-6, api_key: a, rpm: 50, timeout: 30}
        - model_name: sonnet
          litellm_params:
            model: openai/local-model
            api_base: http://127.0.0.1:9/v1/
            weight: 3
            input_cost_per_token: 0.000001
            output_cost_per_token: 0.000002
        - model_name: azure
          litellm_params:
            model: azure/gpt-4o
            api_base: https://x.openai.azure.com
            api_key: z
            api_version: "2024-02-01"
        - model_name: front
          litellm_params: {model: sonnet}
          model_info: {id: front-id}
        - model_name: one
          litellm_params: {model: azure}
          model_info: {id: one-id}
        - model_name: embed
          litellm_params: {model: text-embedding-3-large, api_key: a}
        - model_name: own-embed
          litellm_params: {model: hosted_vllm/bge-m3, api_base: "http://h/v1", input_cost_per_token: 1e-7}
          model_info: {mode: embedding}
      litellm_settings: {drop_params: true, request_timeout: 60}
      """;

  @TempDir Path home;

  @Test
  void makesADeploymentOfEachEntry() throws IOException {
    List<Candidate> all = deployments();

    Candidate sonnet = all.get(0);
    assertThat(sonnet.deployment().provider()).isEqualTo(Provider.ANTHROPIC);
    assertThat(sonnet.deployment().apiBase()).isEqualTo(URI.create("https://api.anthropic.com"));
    assertThat(sonnet.deployment().model()).isEqualTo("claude-sonnet-4-6");
    assertThat(sonnet.deployment().price()).isNotNull();
    assertThat(sonnet.limits().rpm()).isEqualTo(50);
    assertThat(sonnet.dropParams()).isTrue();
    assertThat(sonnet.timeouts().whole()).isEqualTo(Duration.ofSeconds(30));
    Deployment local = all.get(1).deployment();
    assertThat(local.apiBase()).isEqualTo(URI.create("http://127.0.0.1:9/v1"));
    assertThat(local.price().inputPico()).isEqualTo(1_000_000);
    assertThat(all.get(1).preference().weight()).isEqualTo(3);
    assertThat(all.get(1).timeouts().whole()).isEqualTo(Duration.ofSeconds(60));
    assertThat(all.get(2).deployment().apiVersion()).isEqualTo("2024-02-01");
  }

  @Test
  void knowsWhatModelsAreFor_byTheConfigurationOrByTheirNames() throws IOException {
    List<Candidate> all = deployments();

    assertThat(all)
        .extracting(it -> it.facts().mode())
        .containsExactly(
            Mode.CHAT, null, Mode.CHAT, Mode.CHAT, null, Mode.CHAT, Mode.EMBEDDING, Mode.EMBEDDING);
    assertThat(all.get(6).deployment().price().inputPico()).isEqualTo(130_000);
    assertThat(all.get(7).deployment().price().inputPico()).isEqualTo(100_000);
    assertThat(all.get(7).deployment().price().outputPico()).isZero();
  }

  @Test
  void servesAReferredGroupUnderItsOwnName() throws IOException {
    List<Candidate> all = deployments();

    assertThat(all).extracting(Candidate::group).containsSubsequence("front", "front", "one");
    assertThat(all)
        .extracting(it -> it.deployment().id())
        .containsSubsequence("front-id-1", "front-id-2", "one-id");
    assertThat(all.get(3).deployment().model()).isEqualTo("claude-sonnet-4-6");
    assertThat(all.get(5).deployment().provider()).isEqualTo(Provider.AZURE);
  }

  private List<Candidate> deployments() throws IOException {
    Path file = home.resolve("config.yaml");
    Files.writeString(file, FILE);
    return switch (ConfigLoader.load(file, Map.of(), MissingVariables.REFUSE)) {
      case LoadResult.Loaded loaded -> Deployments.of(loaded.config(), PriceBook.bundled());
      case LoadResult.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }
}
