package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.schemas.config.TracingSettings.Kind;
import dev.weir.schemas.config.TracingSettings.Receiver;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of calls, from LiteLLM's settings and the usual environment variables. */
class TracingTest {
  private static final Map<String, String> LANGFUSE =
      Map.of("LANGFUSE_PUBLIC_KEY", "pk-lf-1", "LANGFUSE_SECRET_KEY", "sk-lf-2");

  @TempDir private Path folder;

  private ConfigFile file(String litellm) {
    return new ConfigFile(folder)
        .with(
            "config.yaml",
            "model_list: [{model_name: a, litellm_params: {model: openai/m, api_key: k}}]\n"
                + "general_settings: {master_key: k}\n"
                + litellm);
  }

  private TracingSettings tracing(String litellm, Map<String, String> environment) {
    return file(litellm).loaded(environment).config().litellm().tracing();
  }

  @Test
  void tellsLangfuse_whenItsKeysAreSet() {
    TracingSettings tracing =
        tracing(
            "litellm_settings: {success_callback: [langfuse], failure_callback: [slack]}",
            LANGFUSE);

    assertThat(tracing)
        .isEqualTo(
            new TracingSettings(
                List.of(
                    new Receiver(
                        Kind.LANGFUSE,
                        URI.create("https://cloud.langfuse.com/api/public/otel/v1/traces"),
                        Map.of(
                            "Authorization", new Secret("Basic cGstbGYtMTpzay1sZi0y"),
                            "x-langfuse-ingestion-version", new Secret("4")),
                        Duration.ofSeconds(10),
                        false,
                        Map.of("service.name", "weir"),
                        true,
                        false,
                        true)),
                true,
                false));
  }

  @Test
  void takesALangfuseWithoutScheme_asLitellmDoes() {
    var environment = new HashMap<>(LANGFUSE);
    environment.put("LANGFUSE_HOST", "langfuse:3000/");
    environment.put("LANGFUSE_TRACING_ENVIRONMENT", "staging");
    environment.put("LANGFUSE_RELEASE", "r1");

    Receiver langfuse =
        tracing("litellm_settings: {callbacks: [langfuse]}", environment).receivers().getFirst();

    assertThat(langfuse.endpoint())
        .isEqualTo(URI.create("http://langfuse:3000/api/public/otel/v1/traces"));
    assertThat(langfuse.resource())
        .isEqualTo(
            Map.of(
                "service.name", "weir",
                "langfuse.environment", "staging",
                "langfuse.release", "r1"));
    assertThat(langfuse.success()).isTrue();
    assertThat(langfuse.failure()).isTrue();
  }

  @Test
  void tellsACollector_byOpenTelemetrysVariables() {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318/",
            "OTEL_EXPORTER_OTLP_HEADERS", "x-team=a%20b, authorization=Bearer t+1",
            "OTEL_EXPORTER_OTLP_TIMEOUT", "2500",
            "OTEL_EXPORTER_OTLP_COMPRESSION", "gzip",
            "OTEL_SERVICE_NAME", "llm",
            "OTEL_RESOURCE_ATTRIBUTES", "service.version=7,service.name=other");

    TracingSettings tracing = tracing("litellm_settings: {failure_callback: [otel]}", environment);

    assertThat(tracing.receivers())
        .containsExactly(
            new Receiver(
                Kind.OTEL,
                URI.create("http://collector:4318/v1/traces"),
                Map.of("x-team", new Secret("a b"), "authorization", new Secret("Bearer t+1")),
                Duration.ofMillis(2500),
                true,
                Map.of("service.name", "llm", "service.version", "7"),
                false,
                true,
                true));
  }

  @Test
  void tellsACollector_byLitellmsVariables() {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER", "otlp_http",
            "OTEL_ENDPOINT", "http://collector:4318/v1/traces",
            "OTEL_HEADERS", "k=v",
            "OTEL_ENVIRONMENT_NAME", "prod");

    ConfigFile file = file("litellm_settings: {callbacks: [otel]}");
    Receiver otel = file.loaded(environment).config().litellm().tracing().receivers().getFirst();

    assertThat(otel.endpoint()).isEqualTo(URI.create("http://collector:4318/v1/traces"));
    assertThat(otel.headers()).isEqualTo(Map.of("k", new Secret("v")));
    assertThat(otel.resource()).containsEntry("deployment.environment.name", "prod");
    assertThat(file.lines(file.loaded(environment).warnings())).isEmpty();
  }

  @Test
  void warnsOfWhatIsMissing_andStarts() {
    ConfigFile file = file("litellm_settings: {success_callback: [langfuse], callbacks: [otel]}");

    LoadResult.Loaded loaded = file.loaded(Map.of("LANGFUSE_PUBLIC_KEY", "pk"));

    assertThat(loaded.config().litellm().tracing()).isEqualTo(TracingSettings.NONE);
    assertThat(file.lines(loaded.warnings()))
        .containsExactly(
            "config.yaml:3: litellm_settings.success_callback[0]: callback `langfuse`, but"
                + " LANGFUSE_SECRET_KEY is not set: no traces are sent",
            "config.yaml:3: litellm_settings.callbacks[0]: callback `otel`, but"
                + " OTEL_EXPORTER_OTLP_ENDPOINT is not set: no traces are sent");
  }

  @Test
  void warnsOfGrpc() {
    ConfigFile file = file("litellm_settings: {callbacks: [otel]}");

    LoadResult.Loaded loaded =
        file.loaded(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4317",
                "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"));

    assertThat(file.lines(loaded.warnings()))
        .containsExactly(
            "config.yaml:3: litellm_settings.callbacks[0]: OTEL_EXPORTER_OTLP_PROTOCOL is not"
                + " http/protobuf: traces are sent by OTLP over HTTP all the same, so the endpoint"
                + " has to take that");
  }

  @Test
  void refusesAWrongAddress_withoutShowingIt() {
    ConfigFile file = file("litellm_settings: {callbacks: [otel]}");

    assertThat(file.errors(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://u:canary@c:4318")))
        .containsExactly(
            "environment variable OTEL_EXPORTER_OTLP_ENDPOINT: litellm_settings.callbacks[0]: is"
                + " not a URL; expected one such as https://host/v1 without user, password and"
                + " query");
    assertThat(
            file.errors(Map.of("OTEL_ENDPOINT", "http://c:4318", "OTEL_HEADERS", "just-a-canary")))
        .containsExactly(
            "config.yaml:3: litellm_settings.callbacks[0]: OTEL_HEADERS is wrong; expected"
                + " name=value pairs, separated by commas");
  }

  @Test
  void keepsContentAndIdentitiesBack() {
    String text =
        """
        callback_settings: {otel: {message_logging: false}}
        litellm_settings:
          callbacks: [otel, langfuse]
          redact_user_api_key_info: true
          forward_traceparent_to_llm_provider: true
        """;
    var environment = new HashMap<>(LANGFUSE);
    environment.put("OTEL_ENDPOINT", "http://c:4318");

    TracingSettings tracing = tracing(text, environment);

    assertThat(tracing.receivers())
        .extracting(Receiver::kind, Receiver::content)
        .containsExactly(tuple(Kind.LANGFUSE, true), tuple(Kind.OTEL, false));
    assertThat(tracing.identities()).isFalse();
    assertThat(tracing.forwarded()).isTrue();
    assertThat(tracing(text + "  turn_off_message_logging: true\n", environment).receivers())
        .extracting(Receiver::content)
        .containsExactly(false, false);
  }
}
