package dev.weir.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.gateway.admin.AdminRoute;
import dev.weir.gateway.admin.CacheRoutes;
import dev.weir.gateway.auth.Authenticator;
import dev.weir.gateway.auth.Budgets;
import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.cache.CacheRules;
import dev.weir.gateway.cache.ResponseCache;
import dev.weir.gateway.callbacks.Callbacks;
import dev.weir.gateway.core.GroupTerms;
import dev.weir.gateway.core.Incidents;
import dev.weir.gateway.idempotency.IdempotencyKeys;
import dev.weir.gateway.idempotency.Limits;
import dev.weir.gateway.metrics.PrometheusMetrics;
import dev.weir.gateway.pipeline.Clockwork;
import dev.weir.gateway.pipeline.Intake;
import dev.weir.gateway.pipeline.KeepAlives;
import dev.weir.gateway.pipeline.Pipeline;
import dev.weir.gateway.pipeline.Stages;
import dev.weir.gateway.pipeline.Trails;
import dev.weir.gateway.provider.HttpProviderClient;
import dev.weir.gateway.routing.RoutingRules;
import dev.weir.gateway.routing.RoutingTable;
import dev.weir.gateway.routing.Traffic;
import dev.weir.gateway.translate.ProviderErrors;
import dev.weir.provider.Behaviour;
import dev.weir.provider.ScriptedProvider;
import dev.weir.provider.Settings;
import dev.weir.provider.Usage;
import dev.weir.schemas.config.Balancing;
import dev.weir.schemas.config.CacheSettings;
import dev.weir.schemas.config.Fallbacks;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.config.StreamRecovery;
import dev.weir.schemas.config.TracingSettings;
import dev.weir.schemas.config.WeirSettings;
import dev.weir.schemas.events.BudgetTerms;
import dev.weir.schemas.events.KeyEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gateway from its port to a scripted provider, with a budget plane and a journal in memory.
 * Groups: {@code twin} (hedged), {@code gpt-4o} (falls back to {@code claude}), {@code claude},
 * {@code gpt-4o-mini} (falls back nowhere), {@code pretend} (calls nobody), {@code mystery} (no
 * price).
 */
final class TestGateway implements AutoCloseable {
  static final String MASTER = "sk-master";
  static final Usage USAGE = Usage.of(100, 20);

  private static final List<ModelCard> CARDS =
      List.of(
          new ModelCard("gpt-4o", "gpt-4o", "chat", 128_000L, 16_384L),
          new ModelCard("mystery", "mystery", "chat", null, null));

  /** 100 input and 20 output tokens of gpt-4o-mini. */
  static final long MINI_COST = 100 * 150 + 20 * 600;

  /** How late the first of group {@code twin} may be. */
  static final Duration HEDGE_AFTER = Duration.ofSeconds(2);

  final TestPlane plane = new TestPlane();
  final TestRates rates = new TestRates();
  final TestLog log = new TestLog();
  final PrometheusMetrics metrics = new PrometheusMetrics();
  final TestAlarm alarm = new TestAlarm();
  final List<Duration> waits = new CopyOnWriteArrayList<>();
  final ScriptedProvider provider;
  final Callbacks callbacks;
  volatile boolean ready = true;

  private static final ObjectMapper JSON = new ObjectMapper();
  private final Map<String, KeyEntry> keys = new ConcurrentHashMap<>();
  private final KeyHasher hasher = new KeyHasher(new Secret("0123456789abcdef0123456789abcdef"));
  private final HttpProviderClient providers = HttpProviderClient.start(System::nanoTime);
  private final KeepAlives keepAlives = KeepAlives.start(Duration.ofMillis(100), System::nanoTime);
  private final HttpClient client = HttpClient.newHttpClient();
  final ResponseCache cache;
  private final HttpServer server;
  final List<AdminRoute> adminRoutes;

  TestGateway() {
    this(Settings.DEFAULTS, Duration.ofSeconds(20));
  }

  TestGateway(Settings providerSettings, Duration patience) {
    this(providerSettings, patience, false);
  }

  TestGateway(Settings providerSettings, Duration patience, boolean metricsNeedKey) {
    this(providerSettings, patience, metricsNeedKey, TracingSettings.NONE, TestCaching.OFF);
  }

  /** A gateway that tells of its calls. */
  TestGateway(TracingSettings tracing) {
    this(Settings.DEFAULTS, Duration.ofSeconds(20), false, tracing, TestCaching.OFF);
  }

  /** With a response cache. */
  TestGateway(TracingSettings tracing, CacheSettings caching) {
    this(Settings.DEFAULTS, Duration.ofSeconds(20), false, tracing, caching);
  }

  private TestGateway(
      Settings providerSettings,
      Duration patience,
      boolean metricsNeedKey,
      TracingSettings tracing,
      CacheSettings caching) {
    callbacks =
        Callbacks.start(
            tracing,
            new WeirSettings.Callbacks(2 << 10, 256 << 10),
            InstantSource.system(),
            System::nanoTime);
    provider = ScriptedProvider.start(Behaviour.Answer.of(USAGE), providerSettings);
    var toClaude = Map.of("gpt-4o", Fallbacks.Target.of("claude"));
    var fallbacks = new Fallbacks(toClaude, Map.of(), Map.of(), List.of());
    InstantSource clock = InstantSource.system();
    var table = new RoutingTable(new TestDeployments(provider).all(), Map.of());
    var traffic = new Traffic(clock, Incidents.NONE);
    traffic.follow(table, Balancing.standard());
    var trails = new Trails(clock);
    cache = ResponseCache.open(caching.store(), caching.limits(), clock, System::nanoTime);
    var clockwork = new Clockwork(waits::add, alarm, keepAlives);
    var intake =
        new Intake(
            table,
            new RoutingRules(1, Duration.ZERO, fallbacks, 5),
            traffic,
            new Budgets(ZoneOffset.UTC, null, 0),
            new Intake.Terms(patience, true, callbacks, new CacheRules(caching)),
            clock,
            () -> 7);
    var stages = stages(traffic, clock, patience);
    adminRoutes =
        Stream.concat(
                TestAdmin.routes(hasher, clock).stream(), CacheRoutes.of(cache, caching).stream())
            .toList();
    var pipeline = new Pipeline(stages, clockwork, trails, terms(), callbacks, cache);
    Serving serving = serving(intake, pipeline, metricsNeedKey);
    var services =
        new HttpServer.Services(
            () -> serving,
            IdempotencyKeys.alone(Limits.DEFAULT, hasher::id, System::nanoTime),
            metrics,
            metrics::scrape,
            new TestHealth(),
            trails,
            adminRoutes);
    server = listen(services);
  }

  private static HttpServer listen(HttpServer.Services services) {
    try {
      return HttpServer.start(
          new HttpServer.Settings(
              "127.0.0.1", 0, Duration.ZERO, Duration.ofSeconds(5), "weir-test"),
          services);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stages stages(Traffic traffic, InstantSource clock, Duration patience) {
    return new Stages(
        plane,
        rates,
        log,
        providers,
        traffic,
        new ProviderErrors(clock),
        metrics,
        clock,
        System::nanoTime,
        Duration.ofSeconds(5),
        patience);
  }

  private Serving serving(Intake intake, Pipeline pipeline, boolean metricsNeedKey) {
    return new Serving(
        new Authenticator(
            hasher, keys::get, _ -> null, _ -> null, new Secret(MASTER), InstantSource.system()),
        intake,
        pipeline,
        CARDS,
        new Serving.Terms(4_096, 402, metricsNeedKey));
  }

  private static Map<String, GroupTerms> terms() {
    return Map.of("twin", new GroupTerms(HEDGE_AFTER, StreamRecovery.OFF));
  }

  /** A key that may use these models, with a budget. */
  String key(String secret, long limitNanoUsd, String... models) {
    String id = hasher.id(secret);
    keys.put(id, TestKeys.entry(id, new BudgetTerms(limitNanoUsd, null, 0), null, models));
    return secret;
  }

  /** A key with a budget and these limits; its id. */
  String limitedKey(
      String secret,
      @Nullable Long rpm,
      @Nullable Long tpm,
      @Nullable Long parallel,
      Map<String, Object> metadata) {
    String id = hasher.id(secret);
    keys.put(id, TestKeys.limited(id, rpm, tpm, parallel, metadata));
    return id;
  }

  /** A key of this entry; given is its id. */
  void key(String secret, Function<String, KeyEntry> entry) {
    String id = hasher.id(secret);
    keys.put(id, entry.apply(id));
  }

  String expiredKey(String secret) {
    String id = hasher.id(secret);
    keys.put(id, TestKeys.entry(id, null, Instant.EPOCH));
    return secret;
  }

  /** Makes a call while the test does something else. */
  <T> CompletableFuture<T> inBackground(Supplier<T> call) {
    var result = new CompletableFuture<T>();
    Thread.startVirtualThread(() -> {
      try {
        result.complete(call.get());
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
    });
    return result;
  }

  HttpResponse<String> chat(String key, String body) {
    return post("/v1/chat/completions", key, body);
  }

  HttpResponse<String> post(String path, String key, String body) {
    return send(request(path, key).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> get(String path, String key) {
    return send(request(path, key).GET().build());
  }

  /** Opens a stream and leaves reading to the caller. */
  InputStream open(String path, String body) throws IOException, InterruptedException {
    return open(request(path, MASTER).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  InputStream open(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofInputStream()).body();
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpRequest.Builder request(String path, String key) {
    var builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(30));
    return key.isEmpty() ? builder : builder.header("authorization", "Bearer " + key);
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A chat request with one message. */
  static String ask(String model, String more) {
    return "{\"model\":\"%s\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]%s}"
        .formatted(model, more);
  }

  @Override
  public void close() {
    server.close();
    callbacks.close();
    keepAlives.close();
    providers.close();
    provider.close();
  }

  /** All that it serves. */
  List<Route> routes() {
    return server.routes();
  }

  /** Where it listens. */
  int port() {
    return server.port();
  }

  private final class TestHealth implements Health {
    @Override
    public Readiness readiness() {
      return new Readiness(
          ready, JsonNodeFactory.instance.objectNode().put("status", ready ? "healthy" : "no"));
    }

    @Override
    public boolean directoryRead() {
      return ready;
    }
  }
}
