package dev.weir.gateway.app;

import dev.weir.gateway.admin.AdminRoute;
import dev.weir.gateway.admin.AdminRoutes;
import dev.weir.gateway.auth.KeyHasher;
import dev.weir.gateway.auth.KeySecretFile;
import dev.weir.gateway.callbacks.Callbacks;
import dev.weir.gateway.directory.KafkaDirectoryReader;
import dev.weir.gateway.directory.KafkaDirectoryWriter;
import dev.weir.gateway.http.HttpServer;
import dev.weir.gateway.idempotency.IdempotencyKeys;
import dev.weir.gateway.idempotency.Limits;
import dev.weir.gateway.incidents.KafkaIncidents;
import dev.weir.gateway.journal.Ledger;
import dev.weir.gateway.journal.LedgerSettings;
import dev.weir.gateway.metrics.PrometheusMetrics;
import dev.weir.gateway.pipeline.Clockwork;
import dev.weir.gateway.pipeline.KeepAlives;
import dev.weir.gateway.pipeline.Trails;
import dev.weir.gateway.pricing.PriceBook;
import dev.weir.gateway.quota.LeaseSettings;
import dev.weir.gateway.quota.Leases;
import dev.weir.gateway.quota.RedisCheck;
import dev.weir.gateway.quota.RedisSpend;
import dev.weir.gateway.quota.rate.RateSettings;
import dev.weir.gateway.quota.rate.Rates;
import dev.weir.gateway.routing.RedisBreakers;
import dev.weir.gateway.routing.RoutingTable;
import dev.weir.gateway.routing.Traffic;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.config.LoadResult.Loaded;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.config.WeirConfig;
import dev.weir.schemas.config.WeirSettings;
import dev.weir.schemas.topics.Topics;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a node together: ledger, directory, leases, pipeline, HTTP; closed in the other order. */
final class Assembly {
  private static final Duration LEDGER_CLOSE = Duration.ofSeconds(10);
  private static final Duration BUDGETS_READ = Duration.ofSeconds(10);
  private static final Duration DIRECTORY_WRITE = Duration.ofSeconds(10);

  private static final RoutingTable NO_GROUPS = new RoutingTable(List.of(), Map.of());

  private final ConfigSource source;
  private final Loaded started;
  private volatile @Nullable LiveConfig live;
  private final WeirConfig config;
  private final WeirSettings weir;
  private final Topics topics;
  private final Closing closing;
  private final InstantSource clock = InstantSource.system();
  private final PriceBook prices = PriceBook.bundled();
  private final PrometheusMetrics metrics;

  Assembly(ConfigSource source, Loaded started, Closing closing) {
    this.source = source;
    this.started = started;
    this.config = started.config();
    this.weir = config.weir();
    this.topics = new Topics(weir.kafka().topicPrefix(), weir.kafka().attemptPartitions());
    this.closing = closing;
    this.metrics = new PrometheusMetrics(weir.metrics().labelValues());
  }

  /** What somebody has to talk to later. */
  record Node(HttpServer http, Reload reload) {}

  Node start(String host, int port) throws IOException {
    HttpServer.requireFree(host, port);
    if (RedisCheck.of(weir.redis()) instanceof RedisCheck.Evicts evicts) {
      throw new IOException(evicts.message());
    }
    Ledger ledger = ledger();
    var hasher = new KeyHasher(keySecret());
    KafkaDirectoryReader directory = directory(hasher);
    Leases leases = leases(ledger);
    KafkaIncidents incidents = incidents(ledger);
    Rates rates = rates(ledger);
    new Gauges(metrics, clock).register(ledger::state, leases::state, directory);

    Traffic traffic = traffic(incidents);
    Callbacks callbacks = TraceCallbacks.start(config, metrics, clock, closing);
    AnswerCache cache = AnswerCache.open(config.cache(), clock, closing, metrics);
    var parts =
        new Parts(
            hasher,
            directory,
            ledger,
            leases,
            rates,
            traffic,
            closing.add(Outbound.client(weir.outbound())),
            clockwork(),
            new Trails(clock),
            callbacks,
            cache,
            metrics,
            prices,
            config.litellm().timezone(),
            clock);
    LiveConfig live = new LiveConfig(config, parts);
    this.live = live;
    budgetGauges(directory, live);
    var reload = new Reload(source, started, live);
    ConfigGauges.register(metrics.page(), reload::state);
    closing.add(new RedisBreakers(weir.redis(), traffic).start());
    HttpServer.Services services = services(ledger, leases, directory, live, reload);
    if (weir.reloadOnChange()) {
      closing.add(new ConfigWatch(reload::files, reload::reload).start());
    }
    return new Node(serve(host, port, services), reload);
  }

  private HttpServer serve(String host, int port, HttpServer.Services services) throws IOException {
    HttpServer server = closing.add(HttpServer.start(httpSettings(host, port), services));
    metrics
        .page()
        .gauge(
            "litellm_in_flight_requests",
            "LLM requests that are being answered",
            Tags.empty(),
            server::inFlight);
    return server;
  }

  private Traffic traffic(KafkaIncidents incidents) {
    var gauges = new DeploymentGauges(metrics, this::table);
    var traffic = new Traffic(clock, gauges.counted(incidents));
    gauges.register(() -> traffic);
    return traffic;
  }

  private RoutingTable table() {
    LiveConfig now = live;
    return now == null ? NO_GROUPS : now.current().table();
  }

  private void budgetGauges(KafkaDirectoryReader directory, LiveConfig config) {
    closing.add(
        new BudgetGauges(
                directory,
                () -> config.current().budgets(),
                new RedisSpend(weir.redis()),
                metrics.labelValues(),
                clock,
                BUDGETS_READ)
            .start(metrics));
  }

  private HttpServer.Services services(
      Ledger ledger,
      Leases leases,
      KafkaDirectoryReader directory,
      LiveConfig live,
      Reload reload) {
    KeyHasher hasher = live.parts().hasher();
    return new HttpServer.Services(
        () -> live.current().serving(),
        idempotencyKeys(hasher),
        metrics,
        metrics::scrape,
        new NodeHealth(directory, ledger::state, leases::state, clock),
        live.parts().trails(),
        admin(directory, hasher, live, reload));
  }

  private List<AdminRoute> admin(
      KafkaDirectoryReader directory, KeyHasher hasher, LiveConfig live, Reload reload) {
    var routes =
        new ArrayList<AdminRoute>(
            AdminRoutes.of(
                directory,
                directoryWriter(directory),
                hasher,
                () -> live.current().budgets(),
                new SettledSpend(new RedisSpend(weir.redis())),
                reload,
                clock));
    routes.addAll(live.parts().cache().routes());
    return routes;
  }

  private IdempotencyKeys idempotencyKeys(KeyHasher hasher) {
    IdempotencyKeys keys =
        closing.add(
            IdempotencyKeys.overRedis(weir.redis(), Limits.DEFAULT, hasher::id, System::nanoTime));
    metrics
        .page()
        .counter(
            "weir_idempotency_replays",
            "Requests with an Idempotency-Key that got an answer again, or joined a call that ran",
            Tags.empty(),
            keys::replays);
    return keys;
  }

  private Ledger ledger() throws IOException {
    KafkaSettings kafka = weir.kafka();
    return closing.add(
        Ledger.open(
            new LedgerSettings(
                weir.dataDir().resolve("journal"),
                weir.nodeName(),
                weir.journal().maxBytes(),
                LEDGER_CLOSE,
                topics,
                kafka.replication(),
                kafka.clientProperties()),
            clock));
  }

  private KafkaDirectoryReader directory(KeyHasher hasher) {
    closing.add(DirectoryTopic.ensure(weir.kafka(), topics));
    var directory =
        closing.add(
            new KafkaDirectoryReader(weir.kafka(), topics.directory(), hasher.mark(), clock));
    directory.start();
    return directory;
  }

  private KafkaDirectoryWriter directoryWriter(KafkaDirectoryReader reader) {
    return closing.add(
        new KafkaDirectoryWriter(
            weir.kafka(), topics.directory(), topics.audit(), reader, clock, DIRECTORY_WRITE));
  }

  private KafkaIncidents incidents(Ledger ledger) {
    var incidents =
        closing.add(
            new KafkaIncidents(
                weir.kafka(),
                topics.incidents(),
                ledger.epoch(),
                weir.nodeName(),
                clock,
                new Hanging(ledger::open, config.alerts().signs().hangingAfter(), clock)));
    metrics
        .page()
        .counter(
            "weir_incidents_dropped",
            "Reports for on-call that were not sent one by one; the node's state follows",
            Tags.empty(),
            incidents::dropped);
    incidents.start();
    return incidents;
  }

  private Leases leases(Ledger ledger) {
    var settings = new LeaseSettings(weir.budget().grantWait(), LeaseSettings.DEFAULT.maxWaiting());
    return closing.add(
        Leases.overRedis(
                weir.redis(),
                ledger.epoch(),
                () -> ledger.state().opened(),
                settings,
                (_, nanoUsd) -> metrics.overage(nanoUsd),
                clock,
                System::nanoTime)
            .start());
  }

  private Rates rates(Ledger ledger) {
    Rates rates =
        closing.add(
            Rates.overRedis(weir.redis(), ledger.epoch(), RateSettings.DEFAULT, System::nanoTime)
                .start());
    metrics
        .page()
        .gauge(
            "weir_rates_alone",
            "1: Redis is away, and rate limits are kept by this node's share of each",
            Tags.empty(),
            () -> rates.alone() ? 1 : 0);
    return rates;
  }

  private Clockwork clockwork() {
    return new Clockwork(
        Thread::sleep,
        closing.add(Alarms.start()),
        closing.add(KeepAlives.start(weir.calls().keepAlive(), System::nanoTime)));
  }

  private Secret keySecret() throws IOException {
    Secret given = weir.keySecret();
    return given != null ? given : KeySecretFile.loadOrCreate(weir.dataDir());
  }

  private HttpServer.Settings httpSettings(String host, int port) {
    String version = getClass().getPackage().getImplementationVersion();
    return new HttpServer.Settings(
        host,
        port,
        weir.drain().delay(),
        weir.drain().grace(),
        "weir-" + Objects.requireNonNullElse(version, "dev"));
  }
}
