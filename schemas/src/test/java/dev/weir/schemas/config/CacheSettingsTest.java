package dev.weir.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.config.CacheSettings.CallType;
import dev.weir.schemas.config.CacheSettings.Limits;
import dev.weir.schemas.config.CacheSettings.Scope;
import dev.weir.schemas.config.CacheSettings.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheSettingsTest {
  private static final String FULL =
      """
      litellm_settings:
        cache: true
        cache_params:
          type: redis
          host: cached
          port: 6380
          username: u
          password: p
          ssl: true
          ttl: 60
          namespace: prod
          mode: default_off
          supported_call_types: [acompletion, aembedding]
          socket_timeout: 0.1
      weir:
        redis: {host: quotas, ca-file: /ca.pem, prefix: "a:"}
        cache: {scope: all, single-flight: true, max-entry-bytes: 2MB, max-bytes: 1GB}
      """;

  @TempDir private Path folder;

  private CacheSettings cache(String text, Map<String, String> environment) {
    return file(text).loaded(environment).config().cache();
  }

  private ConfigFile file(String text) {
    return new ConfigFile(folder).with("config.yaml", text);
  }

  @Test
  void readsEverySetting() {
    assertThat(cache(FULL, Map.of()))
        .isEqualTo(
            new CacheSettings(
                new Store.Redis(
                    new RedisSettings(
                        "cached", 6380, "u", new Secret("p"), true, Path.of("/ca.pem"), "a:"),
                    Duration.ofMillis(100)),
                false,
                Duration.ofSeconds(60),
                "prod",
                Set.of(CallType.CHAT, CallType.EMBEDDINGS),
                Scope.ALL,
                true,
                new Limits(2 << 20, 1 << 30)));
  }

  @Test
  void letsVariablesNameAnotherRedis_withAllThatBelongsToIt() {
    var environment = Map.of("WEIR_CACHE_REDIS_HOST", "other", "WEIR_CACHE_SCOPE", "key");

    CacheSettings cache = cache(FULL, environment);

    assertThat(cache.store())
        .isEqualTo(
            new Store.Redis(
                new RedisSettings("other", 6379, null, null, false, Path.of("/ca.pem"), "a:"),
                Duration.ofMillis(100)));
    assertThat(cache.scope()).isEqualTo(Scope.KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache: true, cache_params: {type: redis}", "cache: true"})
  void usesTheQuotasRedis_whenNoOtherIsNamed(String litellm) {
    String text =
        """
        litellm_settings: {%s}
        weir: {redis: {host: quotas, port: 7}}
        """
            .formatted(litellm);

    assertThat(cache(text, Map.of()).store())
        .isEqualTo(
            new Store.Redis(
                new RedisSettings("quotas", 7, null, null, false, ""), Duration.ofMillis(20)));
  }

  @Test
  void usesTheQuotasRedis_whenTheVariableOfItsOwnIsNotSet() {
    var file =
        file(
            """
            litellm_settings:
              cache: true
              cache_params: {type: redis, host: os.environ/REDIS_HOST, username: u}
            """);

    var loaded = file.loaded(Map.of("WEIR_REDIS_HOST", "quotas"));

    assertThat(loaded.config().cache().store())
        .isEqualTo(
            new Store.Redis(
                new RedisSettings("quotas", 6379, null, null, false, ""), Duration.ofMillis(20)));
    assertThat(file.lines(loaded.warnings()))
        .contains(
            "config.yaml:3: litellm_settings.cache_params.host: `os.environ/REDIS_HOST` is not set:"
                + " answers are kept in the Redis of the quotas");
    assertThat(file.errors(Map.of()))
        .containsExactly(
            "config.yaml:3: litellm_settings.cache_params.host: environment variable `REDIS_HOST`"
                + " is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "'{type: local, default_in_memory_ttl: 5, default_in_redis_ttl: 7}', 5",
    "'{type: redis, default_in_memory_ttl: 5, default_in_redis_ttl: 7}', 7",
    "'{type: redis, default_in_redis_ttl: 7, ttl: 9}', 9",
    "'{type: redis}', 3600"
  })
  void keepsAnswersForSeconds(String params, long seconds) {
    String text = "litellm_settings: {cache: true, cache_params: " + params + "}";

    assertThat(cache(text, Map.of()).ttl()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void isInMemory_whenAParameterIsGivenAndNoKind() {
    assertThat(cache("litellm_settings: {cache: true, cache_params: {ttl: 9}}", Map.of()).store())
        .isEqualTo(new Store.Local());
  }

  @Test
  void isOff_unlessItIsTurnedOn_andNeedsNoRedisThen() {
    String text = "litellm_settings: {cache_params: {type: redis, host: os.environ/NOT_SET}}\n";

    assertThat(cache(text + "weir: {redis: {host: quotas}}", Map.of()).store())
        .isEqualTo(new Store.Off());
  }

  @Test
  void warnsOfStoresThatWeirHasNot() {
    var file = file("litellm_settings: {cache: true, cache_params: {type: s3}}");

    var loaded = file.loaded(Map.of());

    assertThat(loaded.config().cache().store()).isEqualTo(new Store.Off());
    assertThat(file.lines(loaded.warnings()))
        .contains(
            "config.yaml:1: litellm_settings.cache_params.type: `s3` is not supported by Weir:"
                + " nothing is cached");
  }

  @ParameterizedTest
  @CsvSource({
    "type: rediss, 'type: found `rediss`, expected redis or local'",
    "mode: default_of, 'mode: found `default_of`, expected default_on or default_off'",
    "ttl: 0, 'ttl: found `0`, expected more than 0 seconds'",
    "namespace: 'a b', 'namespace: found `a b`, expected 1 to 64 of A-Z a-z 0-9 . _ : -'",
    "supported_call_types: [chat], 'supported_call_types[0]: found `chat`, expected a call type"
        + " such as acompletion or anthropic_messages'"
  })
  void refusesWhatIsWrong(String param, String message) {
    var file = file("litellm_settings: {cache: true, cache_params: {" + param + "}}");

    assertThat(file.errors(Map.of()))
        .containsExactly("config.yaml:1: litellm_settings.cache_params." + message);
  }
}
