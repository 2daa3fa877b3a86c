package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.schemas.config.ModelEntry.Preference;
import dev.weir.schemas.config.ModelEntry.Timeouts;
import dev.weir.schemas.config.Target.GroupReference;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelListTest {
  private static final Map<String, String> KEYS =
      Map.of("OPENAI_API_KEY", "ko", "ANTHROPIC_API_KEY", "ka");

  @TempDir private Path folder;

  private ConfigFile config(String text) {
    return new ConfigFile(folder).with("config.yaml", text);
  }

  private ConfigFile models(String... models) {
    var text = new StringBuilder("model_list:\n");
    for (String model : models) {
      String[] parts = model.split(" -> ");
      text.append("  - {model_name: \"%s\", litellm_params: {%s}}\n".formatted(parts[0], parts[1]));
    }
    return config(text.toString());
  }

  private static final String EVERYTHING =
      """
      model_list:
        - model_name: fast
          tpm: 7
          litellm_params:
            model: openai/gpt-4o
            api_key: literal
            api_base: https://proxy.example/v1/
            organization: org-1
            extra_headers: {X-Tenant: 12}
            timeout: 30
            stream_timeout: 2.5
            weight: 3
            order: 1
            tags: [paid]
            max_parallel_requests: 9
            ttft_timeout: 1
            stream_idle_timeout: 4
            cooldown_time: 0
            region_name: eu
            drop_params: true
            num_retries: 0
            input_cost_per_token: 0.0000025
            output_cost_per_token: 1
            temperature: 0.50
            stop: [a, null]
            metadata: {team: x, on: true, n: 0x10}
            mock_response: litellm.RateLimitError
            mock_tool_calls: [{function: {name: f, arguments: "{}"}}]
            mock_delay: 1.5
          model_info:
            id: fast-1
            base_model: gpt-4o-2024-08-06
            output_cost_per_token: 2
            mode: chat
            max_input_tokens: 8000
            supports_assistant_prefill: false
            supports_vision: true
            allowed_fails: 1
      """;

  @Test
  void readsEverythingThatADeploymentMayHave() throws Exception {
    ModelEntry entry = config(EVERYTHING).config().models().getFirst();

    assertThat(entry)
        .isEqualTo(
            new ModelEntry(
                "fast",
                "fast-1",
                new Target.Provider(
                    "openai/gpt-4o",
                    "openai",
                    ProviderKind.OPENAI,
                    "gpt-4o",
                    new Secret("literal"),
                    URI.create("https://proxy.example/v1"),
                    null,
                    "org-1",
                    Map.of("X-Tenant", new Secret("12"))),
                Mode.CHAT,
                new ModelEntry.Limits(null, 7L, 9L),
                new Timeouts(
                    Duration.ofSeconds(30),
                    Duration.ofMillis(2500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(4)),
                new Preference(3, 1, List.of("paid")),
                new ModelEntry.Pricing(
                    "gpt-4o-2024-08-06",
                    Map.of(
                        "input_cost_per_token", new BigDecimal("0.0000025"),
                        "output_cost_per_token", new BigDecimal(1))),
                new Cooldown(Duration.ZERO, 1, Map.of()),
                new ModelEntry.Facts(
                    8000L,
                    "eu",
                    Map.of(Capability.ASSISTANT_PREFILL, false, Capability.VISION, true)),
                new ModelEntry.Mock(
                    "litellm.RateLimitError",
                    json("[{\"function\": {\"name\": \"f\", \"arguments\": \"{}\"}}]"),
                    false,
                    Duration.ofMillis(1500)),
                Map.of(
                    "temperature", json("0.50"),
                    "stop", json("[\"a\", null]"),
                    "metadata", json("{\"team\": \"x\", \"on\": true, \"n\": 16}")),
                true,
                0,
                new Place(folder + "/config.yaml", 2, 5)));
  }

  private static JsonNode json(String text) throws Exception {
    var mapper =
        new ObjectMapper()
            .enable(
                com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    JsonNode node = mapper.readTree(text);
    return node;
  }

  @ParameterizedTest
  @CsvSource({
    "openai/gpt-4o, openai, gpt-4o",
    "openai/meta/llama, openai, meta/llama",
    "gpt-4o-mini, openai, gpt-4o-mini",
    "gpt-4o-2024-08-06, openai, gpt-4o-2024-08-06",
    "o3-mini, openai, o3-mini",
    "gpt-9, openai, gpt-9",
    "ft:gpt-4o:acme::x, openai, ft:gpt-4o:acme::x",
    "claude-sonnet-4-6, anthropic, claude-sonnet-4-6",
    "claude-3-5-haiku-latest, anthropic, claude-3-5-haiku-latest",
    "claude-new, anthropic, claude-new"
  })
  void infersTheProvider(String written, String provider, String model) {
    var target =
        (Target.Provider)
            models("some -> model: \"%s\"".formatted(written))
                .loaded(KEYS)
                .config()
                .models()
                .getFirst()
                .target();

    assertThat(target.provider()).isEqualTo(provider);
    assertThat(target.model()).isEqualTo(model);
  }

  @Test
  void takesAModelForItsProvider_whenItsOwnGroupHasTheSameName() {
    WeirConfig config = models("gpt-9 -> model: gpt-9").loaded(KEYS).config();

    assertThat(config.models().getFirst().target()).isInstanceOf(Target.Provider.class);
  }

  @Test
  void refersToAGroup_evenWhenTheNameLooksLikeAModel() {
    WeirConfig config =
        models("claude-best -> model: claude-opus-4-1", "prod -> model: claude-best")
            .loaded(KEYS)
            .config();

    assertThat(config.group("prod").getFirst().target())
        .isEqualTo(new GroupReference("claude-best"));
  }

  @Test
  void refusesAReferenceThatNamesNoGroup() {
    assertThat(models("gpt-4o -> model: gpt-4o", "prod -> model: pgt-4o").errors(KEYS))
        .containsExactly(
            "config.yaml:3: model_list[1].litellm_params.model: `pgt-4o` names no provider, no"
                + " known model and no group; write openai/MODEL or the like; did you mean"
                + " `gpt-4o`?");
  }

  @Test
  void refusesReferencesInACircle() {
    assertThat(models("a -> model: b", "b -> model: c", "c -> model: a", "d -> model: a").errors())
        .containsExactly(
            "config.yaml:2: model_list[0].litellm_params.model: group `a` leads back to itself by"
                + " way of `b`",
            "config.yaml:3: model_list[1].litellm_params.model: group `b` leads back to itself by"
                + " way of `c`",
            "config.yaml:4: model_list[2].litellm_params.model: group `c` leads back to itself by"
                + " way of `a`");
  }

  @Test
  void leavesOutWhatItDoesNotSupport_andStarts() {
    ConfigFile file =
        models(
            "bed -> model: bedrock/x, aws_region_name: eu",
            "typo -> model: antropic/x",
            "any/* -> model: '*'",
            "image -> model: openai/gpt-image-1}, model_info: {mode: image_generation",
            "prod -> model: bed",
            "ok -> {model: openai/gpt-4o}".replace("{", "").replace("}", ""));

    LoadResult.Loaded loaded = file.loaded(KEYS);

    assertThat(loaded.config().groups()).containsExactly("ok");
    assertThat(file.lines(loaded.warnings()))
        .contains(
            "config.yaml:2: model_list[0].litellm_params.model: deployment `bed` is left out: it"
                + " uses provider `bedrock`, which Weir does not support yet",
            "config.yaml:3: model_list[1].litellm_params.model: deployment `typo` is left out: it"
                + " uses provider `antropic`, which Weir does not know; did you mean `anthropic`?",
            "config.yaml:4: model_list[2].litellm_params.model: wildcard `any/*` names no provider"
                + " in front of its `*`, which Weir does not support yet; it is left out",
            "config.yaml:5: model_list[3].model_info.mode: deployment `image` has mode"
                + " `image_generation`, which Weir does not support yet; it is left out",
            "config.yaml:6: model_list[4].litellm_params.model: deployment `prod` refers to `bed`,"
                + " which has no deployments left; it is left out");
  }

  @Test
  void takesModelsForEmbeddings_alsoByTheirWellKnownNames() {
    List<ModelEntry> entries =
        models(
                "a -> model: text-embedding-ada-002, api_key: k",
                "b -> model: openai/bge, api_key: k}, model_info: {mode: embedding",
                "c -> model: gpt-4o, api_key: k}, model_info: {mode: chat")
            .config()
            .models();

    assertThat(entries)
        .extracting(ModelEntry::mode)
        .containsExactly(null, Mode.EMBEDDING, Mode.CHAT);
  }

  @Test
  void derivesIdsFromWhatIdentifiesADeployment_notFromItsKeyOrLimits() {
    List<ModelEntry> some =
        models(
                "a -> model: openai/m, api_key: one, rpm: 1",
                "a -> model: openai/m, api_key: two",
                "b -> model: openai/m, api_key: one")
            .config()
            .models();
    List<ModelEntry> later =
        models(
                "a -> model: openai/m, api_key: rotated, rpm: 2",
                "a -> model: openai/m, api_key: two")
            .config()
            .models();

    assertThat(some).extracting(ModelEntry::id).doesNotHaveDuplicates();
    assertThat(later)
        .extracting(ModelEntry::id)
        .containsExactly(some.get(0).id(), some.get(0).id() + "-2");
    assertThat(some.get(1).id()).isEqualTo(some.get(0).id() + "-2");
  }

  @Test
  void refusesAnIdThatIsThereTwice() {
    String same = "model: openai/m, api_key: k}, model_info: {id: x";

    assertThat(models("a -> " + same, "b -> " + same).errors())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("config.yaml:3: model_list[1].model_info.id: `x` is the id of the deployment");
  }

  @Test
  void makesADeploymentForEachOrganization() {
    List<ModelEntry> entries =
        models("a -> model: openai/m, api_key: k, organization: [o1, o2]}, model_info: {id: x")
            .config()
            .models();

    assertThat(entries).extracting(ModelEntry::id).containsExactly("x-o1", "x-o2");
    assertThat(entries)
        .extracting(entry -> ((Target.Provider) entry.target()).organization())
        .containsExactly("o1", "o2");
  }

  @Test
  void takesTheConnectionFromACredential() {
    var target =
        (Target.Provider)
            config(
                    """
                    credential_list:
                      - credential_name: corporate
                        credential_values: {api_key: kc, api_base: "https://corp.example"}
                    model_list:
                      - model_name: a
                        litellm_params: {model: azure/m, litellm_credential_name: corporate}
                    """)
                .config()
                .models()
                .getFirst()
                .target();

    assertThat(target.apiKey()).isEqualTo(new Secret("kc"));
    assertThat(target.apiBase()).isEqualTo(URI.create("https://corp.example"));
  }

  @Test
  void loadsADeploymentInItsEnvironmentsOnly() {
    ConfigFile file =
        models("a -> model: openai/m, api_key: k}, model_info: {supported_environments: [staging]");

    assertThat(file.loaded(Map.of("LITELLM_ENVIRONMENT", "production")).config().models())
        .isEmpty();
    assertThat(file.loaded(Map.of("LITELLM_ENVIRONMENT", "staging")).config().models()).hasSize(1);
  }

  @Test
  void neverSendsOpenaisKeyToALocalServer() {
    var target =
        (Target.Provider)
            models("a -> model: hosted_vllm/m, api_base: \"http://local:1\"")
                .loaded(KEYS)
                .config()
                .models()
                .getFirst()
                .target();

    assertThat(target.apiKey()).isNull();
  }
}
