package dev.weir.schemas.config;

import dev.weir.schemas.config.CacheSettings.CallType;
import dev.weir.schemas.config.CacheSettings.Limits;
import dev.weir.schemas.config.CacheSettings.Scope;
import dev.weir.schemas.config.CacheSettings.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code litellm_settings.cache}, {@code cache_params} and {@code weir.cache}. */
final class CacheReader {
  private static final Duration TTL = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMillis(20);
  private static final Limits LIMITS = new Limits(1L << 20, 256L << 20);
  private static final int REDIS_PORT = 6379;
  private static final int LAST_PORT = 65_535;

  /** Also what a request may give. */
  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private static final Set<String> OTHER_KINDS =
      Set.of(
          "redis-semantic",
          "valkey-semantic",
          "qdrant-semantic",
          "s3",
          "gcs",
          "azure-blob",
          "disk");

  /** LiteLLM's names; null: Weir does not make such calls. */
  private static final Map<String, Set<CallType>> CALL_TYPES =
      Map.ofEntries(
          Map.entry("completion", EnumSet.of(CallType.CHAT)),
          Map.entry("acompletion", EnumSet.of(CallType.CHAT)),
          Map.entry("anthropic_messages", EnumSet.of(CallType.MESSAGES)),
          Map.entry("aanthropic_messages", EnumSet.of(CallType.MESSAGES)),
          Map.entry("embedding", EnumSet.of(CallType.EMBEDDINGS)),
          Map.entry("aembedding", EnumSet.of(CallType.EMBEDDINGS)),
          Map.entry("transcription", Set.of()),
          Map.entry("atranscription", Set.of()),
          Map.entry("text_completion", Set.of()),
          Map.entry("atext_completion", Set.of()),
          Map.entry("rerank", Set.of()),
          Map.entry("arerank", Set.of()),
          Map.entry("responses", Set.of()),
          Map.entry("aresponses", Set.of()));

  private final Section params;
  private final Section own;
  private final RedisSettings quotas;

  private CacheReader(Section params, Section own, RedisSettings quotas) {
    this.params = params;
    this.own = own;
    this.quotas = quotas;
  }

  /**
   * Reads it.
   *
   * @param own {@code weir.cache}
   * @param quotas serves the cache too where no other Redis is named
   */
  static CacheSettings read(Setting enabled, Section params, Section own, RedisSettings quotas) {
    return new CacheReader(params, own, quotas).read(enabled);
  }

  private CacheSettings read(Setting enabled) {
    Store store = store(enabled.flag(false));
    Duration inMemory = ttl(params.at("default_in_memory_ttl"));
    Duration inRedis = ttl(params.at("default_in_redis_ttl"));
    Duration ofStore = store instanceof Store.Local ? inMemory : inRedis;
    Duration ttl = ttl(params.at("ttl"));
    var settings =
        new CacheSettings(
            store,
            onByDefault(),
            ttl != null ? ttl : ofStore != null ? ofStore : TTL,
            params.at("namespace").parsed("1 to 64 of A-Z a-z 0-9 . _ : -", CacheReader::namespace),
            callTypes(params.at("supported_call_types")),
            scope(),
            own.atOrVariable("single-flight").flag(false),
            limits());
    own.refuseOthers();
    return settings;
  }

  private Store store(boolean enabled) {
    Setting type = params.at("type");
    Duration patience = params.at("socket_timeout").seconds();
    String kind = type.text();
    var redis = new Server(own.at("redis").section());
    // LiteLLM's own defaults: without any parameters it asks its Redis.
    String otherwise = params.all().isEmpty() ? "redis" : "local";
    return switch (kind == null ? otherwise : kind) {
      case "local" -> enabled ? new Store.Local() : new Store.Off();
      case "redis" ->
          enabled
              ? new Store.Redis(redis.or(params, quotas), patience == null ? PATIENCE : patience)
              : new Store.Off();
      default -> {
        if (OTHER_KINDS.contains(kind)) {
          type.warn(type.shown() + " is not supported by Weir: nothing is cached");
        } else {
          type.error("found " + type.shown() + ", expected redis or local");
        }
        yield new Store.Off();
      }
    };
  }

  /** {@code weir.cache.redis}. */
  private record Server(
      Setting host, Setting port, Setting username, Setting password, Setting tls, Setting caFile) {
    Server(Section redis) {
      this(
          redis.atOrVariable("host"),
          redis.atOrVariable("port"),
          redis.atOrVariable("username"),
          redis.atOrVariable("password"),
          redis.atOrVariable("tls"),
          redis.atOrVariable("ca-file"));
      redis.refuseOthers();
    }

    /** Port, user, password and TLS follow the host: another server's would be wrong. */
    RedisSettings or(Section params, RedisSettings otherwise) {
      Server from = this;
      Setting shared = params.at("host");
      if (!host.present() && shared.isUnset()) {
        // A node that is told of another Redis by weir.redis need not have it.
        shared.warn(shared.shown() + " is not set: answers are kept in the Redis of the quotas");
      } else if (!host.present() && shared.present()) {
        from =
            new Server(
                shared,
                port.or(params.at("port")),
                username.or(params.at("username")),
                password.or(params.at("password")),
                tls.or(params.at("ssl")),
                caFile);
      }
      return from.host.present() ? from.settings(otherwise) : otherwise;
    }

    private RedisSettings settings(RedisSettings otherwise) {
      String name = host.text();
      Path authority = caFile.parsed("a file", WeirReader::path);
      return new RedisSettings(
          name == null ? "localhost" : name,
          port.whole(1, LAST_PORT, REDIS_PORT),
          username.text(),
          password.secret(),
          tls.flag(false),
          authority == null ? otherwise.caFile() : authority,
          otherwise.prefix());
    }
  }

  private static @Nullable Duration ttl(Setting setting) {
    Duration ttl = setting.seconds();
    if (ttl != null && ttl.isZero()) {
      setting.error("found " + setting.shown() + ", expected more than 0 seconds");
    }
    return ttl;
  }

  private boolean onByDefault() {
    Boolean on =
        params
            .at("mode")
            .parsed(
                "default_on or default_off",
                text ->
                    switch (text) {
                      case "default_on" -> Boolean.TRUE;
                      case "default_off" -> Boolean.FALSE;
                      default -> null;
                    });
    return on == null || on;
  }

  private static @Nullable String namespace(String text) {
    return NAMESPACE.matcher(text).matches() ? text : null;
  }

  private static Set<CallType> callTypes(Setting setting) {
    if (!setting.present()) {
      return EnumSet.allOf(CallType.class);
    }
    var types = EnumSet.noneOf(CallType.class);
    for (Setting item : setting.each("a list of call types")) {
      Set<CallType> known =
          item.parsed("a call type such as acompletion or anthropic_messages", CALL_TYPES::get);
      types.addAll(known == null ? Set.of() : known);
    }
    return types;
  }

  private Scope scope() {
    Scope scope =
        own.atOrVariable("scope")
            .parsed(
                "team, key or all",
                text ->
                    switch (text.toLowerCase(Locale.ROOT)) {
                      case "team" -> Scope.TEAM;
                      case "key" -> Scope.KEY;
                      case "all" -> Scope.ALL;
                      default -> null;
                    });
    return scope == null ? Scope.TEAM : scope;
  }

  private Limits limits() {
    return new Limits(
        WeirReader.size(own.atOrVariable("max-entry-bytes"), LIMITS.entryBytes()),
        WeirReader.size(own.atOrVariable("max-bytes"), LIMITS.bytes()));
  }
}
