package dev.weir.standalone;

import dev.weir.embedded.DirectoryLock;
import dev.weir.embedded.EmbeddedKafka;
import dev.weir.embedded.RedisServer;
import dev.weir.embedded.StartException;
import dev.weir.gateway.app.ConfigSource;
import dev.weir.provider.Script;
import dev.weir.provider.ScriptedProvider;
import dev.weir.provider.Settings;
import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.LoadResult.Loaded;
import dev.weir.schemas.config.WeirConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Everything of Weir: in this JVM, but for Redis, which is a process of its own. */
final class Standalone implements AutoCloseable {
  private final Arguments arguments;
  private final Map<String, String> environment;
  private final Consumer<String> console;
  private final Running running = new Running();

  /** What stands in for what this machine's environment does not give. */
  private final Map<String, String> variables = new HashMap<>();

  /**
   * @param console takes a line for each thing that an operator has to know
   */
  Standalone(Arguments arguments, Map<String, String> environment, Consumer<String> console) {
    this.arguments = arguments;
    this.environment = environment;
    this.console = console;
  }

  /**
   * Starts everything and returns when the gateway is ready. To be called once; whatever it has
   * started, also when it fails, ends with {@link #close}.
   *
   * @throws SetupException if something here is not as needed
   * @throws StartException if Kafka or Redis can't be started
   */
  Welcome start() throws IOException, InterruptedException {
    GatewayPort.check(arguments.host(), arguments.port());
    var data = arguments.data().toAbsolutePath().normalize();
    PrivateFiles.createDirectories(data);
    running.add(DirectoryLock.take(data));
    var local = new LocalConfig(file(data), environment);
    var first = local.load(Map.of());
    var gaps = Gaps.of(first);
    console.accept("Starting Weir on the data in " + data);
    var kafka = Background.start(() -> startKafka(data.resolve("kafka")));
    var masterKey = masterKey(gaps, first, data.resolve("master-key"));
    if (gaps.redis()) {
      startRedis(gaps, data.resolve("redis"));
    }
    gaps.otherNotes().forEach(this::say);
    variables.put("WEIR_DATA_DIR", data.toString());
    // Each partition costs a dozen stores at every start, and one machine gains nothing by more.
    variables.put("WEIR_KAFKA_ATTEMPT_PARTITIONS", "3");
    variables.putAll(gaps.providerVariables());
    String servers = kafka.join().bootstrapServers();
    variables.put("WEIR_KAFKA_BOOTSTRAP_SERVERS", servers);
    // For the command for people: the port is another one at each start.
    Files.writeString(data.resolve("kafka-address"), servers);
    var loaded = local.load(variables);
    var demo = demo(gaps, loaded);
    ConfigSource source = () -> with(demo, local.read(variables));
    var base =
        new Services(source, with(demo, loaded), running).start(arguments.host(), arguments.port());
    var model = loaded.config().models().getFirst().group();
    return new Welcome(base, masterKey, model, data.resolve("weir.log"));
  }

  private Path file(Path data) throws IOException {
    return arguments.config().isPresent() ? arguments.config().get() : DefaultConfig.writeTo(data);
  }

  private MasterKey masterKey(Gaps gaps, Loaded loaded, Path file) throws IOException {
    if (!gaps.masterKey()) {
      var key = Objects.requireNonNull(loaded.config().general().masterKey());
      return MasterKey.given(key, environment);
    }
    var own = new MasterKey.InFile(file);
    variables.putAll(gaps.masterKeyVariables(own.readOrMake().value()));
    say(gaps.masterKeyNote(own));
    return own;
  }

  private EmbeddedKafka startKafka(Path directory) {
    var logs = directory.resolve("logs");
    if (Files.exists(logs.resolve("meta.properties"))
        && !Files.exists(logs.resolve(".kafka_cleanshutdown"))) {
      say("The last run was killed: Kafka takes some 10 s to recover");
    }
    return running.add(EmbeddedKafka.start(directory, 0, 0));
  }

  private void startRedis(Gaps gaps, Path directory) {
    var redis = running.add(RedisServer.start(directory, 0).withoutExitHook());
    for (String user : List.of("WEIR_REDIS", "WEIR_CACHE_REDIS")) {
      variables.put(user + "_HOST", redis.host());
      variables.put(user + "_PORT", String.valueOf(redis.port()));
    }
    say(gaps.redisNote(redis.port()));
  }

  private static LoadResult with(UnaryOperator<WeirConfig> demo, LoadResult result) {
    return result instanceof Loaded loaded ? with(demo, loaded) : result;
  }

  private static Loaded with(UnaryOperator<WeirConfig> demo, Loaded it) {
    return new Loaded(demo.apply(it.config()), it.warnings(), it.missing(), it.files());
  }

  /** Sends what has no provider of its own to the scripted one. */
  private UnaryOperator<WeirConfig> demo(Gaps gaps, Loaded loaded) {
    DemoTargets.notes(loaded.config()).forEach(this::say);
    loaded.warnings().forEach(warning -> say(warning.toString()));
    if (!gaps.provider()) {
      return UnaryOperator.identity();
    }
    var settings = Settings.DEFAULTS.withoutRecording();
    var provider = running.add(ScriptedProvider.start(Script.seeded(1), settings));
    return config -> DemoTargets.pointAt(provider.baseUri(), config);
  }

  private void say(String detail) {
    console.accept("  " + detail);
  }

  @Override
  public void close() {
    running.close();
  }
}
