package dev.weir.cli.ledger;

import dev.weir.cli.terminal.CommandFailure;
import dev.weir.cli.terminal.ExitStatus;
import dev.weir.cli.terminal.Surroundings;
import dev.weir.schemas.config.ConfigLoader;
import dev.weir.schemas.config.KafkaSettings;
import dev.weir.schemas.config.LoadResult;
import dev.weir.schemas.config.MissingVariable;
import dev.weir.schemas.config.MissingVariables;
import dev.weir.schemas.config.Secret;
import dev.weir.schemas.config.WeirConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Kafka is read, and how it is reached. */
public final class KafkaOptions {
  private static final String OWN_SERVERS = "WEIR_KAFKA_BOOTSTRAP_SERVERS";
  private static final String USUAL_SERVERS = "KAFKA_BOOTSTRAP_SERVERS";
  private static final String KAFKA_SETTINGS = "weir.kafka.";

  private final Surroundings surroundings;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description =
          "Kafka's addresses, comma-separated (else "
              + OWN_SERVERS
              + ", "
              + USUAL_SERVERS
              + ", or what deploy/up runs on this machine).")
  private @Nullable String servers;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The services' configuration: its weir.kafka section, with TLS and SASL, and its time"
              + " zone.")
  private @Nullable Path config;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "Properties of Kafka's client, such as security.protocol=SASL_SSL.")
  private @Nullable Path properties;

  @Option(
      names = "--topic-prefix",
      paramLabel = "TEXT",
      description = "Stands in front of the topics' names (else WEIR_KAFKA_TOPIC_PREFIX).")
  private @Nullable String prefix;

  /** Nothing chosen yet. */
  public KafkaOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Whether it was said where Kafka is. */
  public boolean given() {
    return servers != null
        || config != null
        || surroundings.variable(OWN_SERVERS, USUAL_SERVERS) != null;
  }

  /**
   * The ledger to read.
   *
   * @throws CommandFailure if it is not said where Kafka is, or a file is not as it must be
   */
  public Ledger ledger() {
    WeirConfig loaded = load();
    KafkaSettings said = loaded.weir().kafka();
    var settings =
        new KafkaSettings(
            servers(said),
            prefix == null ? said.topicPrefix() : prefix,
            said.replication(),
            said.attemptPartitions(),
            properties(said.properties()));
    return new Ledger(settings, loaded.litellm().timezone());
  }

  private String servers(KafkaSettings said) {
    if (servers != null) {
      return servers;
    }
    if (config != null || surroundings.variable(OWN_SERVERS) != null) {
      return said.bootstrapServers();
    }
    String variable = surroundings.variable(USUAL_SERVERS);
    return variable == null ? here() : variable;
  }

  /** Where deploy/up has written it. */
  private String here() {
    Path file = surroundings.home().resolve(".weir").resolve("kafka-address");
    try {
      return Files.readString(file).strip();
    } catch (IOException _) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "where is Kafka? Name it with --kafka HOST:PORT, or with --config FILE");
    }
  }

  private WeirConfig load() {
    Map<String, String> environment = surroundings.environment();
    LoadResult result =
        config == null
            ? ConfigLoader.load(environment, MissingVariables.COLLECT)
            : ConfigLoader.load(config, environment, MissingVariables.COLLECT);
    return switch (result) {
      case LoadResult.Loaded loaded -> {
        loaded.missing().stream()
            .filter(missing -> missing.path().startsWith(KAFKA_SETTINGS))
            .findFirst()
            .ifPresent(KafkaOptions::refuse);
        yield loaded.config();
      }
      case LoadResult.Refused refused ->
          throw new CommandFailure(
              ExitStatus.USAGE, refused.errors().getFirst() + " (weir check tells all)");
    };
  }

  private static void refuse(MissingVariable missing) {
    throw new CommandFailure(
        ExitStatus.USAGE,
        missing.place()
            + ": "
            + missing.path()
            + ": environment variable `"
            + missing.name()
            + "` is not set");
  }

  private Map<String, Secret> properties(Map<String, Secret> said) {
    if (properties == null) {
      return said;
    }
    var given = new Properties();
    try (Reader reader = Files.newBufferedReader(properties)) {
      given.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          properties + " can't be read as properties (" + e.getClass().getSimpleName() + ")");
    }
    var all = new LinkedHashMap<>(said);
    given.forEach((name, value) -> all.put(name.toString(), new Secret(value.toString())));
    return all;
  }
}
