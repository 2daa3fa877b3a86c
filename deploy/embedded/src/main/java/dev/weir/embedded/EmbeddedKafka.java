package dev.weir.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller, inside this JVM and on the loopback address only. Topics,
 * records and offsets stay in the data directory; a start on the leftovers of a killed run works
 * and takes some 10 seconds longer (the controller waits out the dead broker's session).
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaRaftServer server;
  private final BrokerSettings settings;
  private final DirectoryLock lock;

  private EmbeddedKafka(KafkaRaftServer server, BrokerSettings settings, DirectoryLock lock) {
    this.server = server;
    this.settings = settings;
    this.lock = lock;
  }

  /**
   * Starts the node and returns when it takes requests.
   *
   * @param directory made if missing; used by one process at a time
   * @param port for clients; 0 for a free one
   * @param controllerPort for the node itself; 0 for a free one, also on a kept directory
   * @throws StartException if a port is taken, the directory is in use or can't be written, or the
   *     node fails
   */
  public static EmbeddedKafka start(Path directory, int port, int controllerPort) {
    return start(directory, port, controllerPort, Map.of());
  }

  /**
   * The same with broker properties of the caller's, such as TLS and SASL for the listener {@code
   * CLIENT}.
   */
  public static EmbeddedKafka start(
      Path directory, int port, int controllerPort, Map<String, String> more) {
    var lock = DirectoryLock.take(directory);
    try {
      // Both are looked at before Kafka does: it answers a failed bind by ending the JVM.
      var settings =
          new BrokerSettings(
              directory.toAbsolutePath().resolve("logs"),
              Ports.choose(port, "Kafka"),
              Ports.choose(controllerPort, "Kafka's controller"),
              Map.copyOf(more));
      return new EmbeddedKafka(startServer(settings), settings, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static KafkaRaftServer startServer(BrokerSettings settings) {
    try {
      if (!Files.exists(settings.logDirectory().resolve("meta.properties"))) {
        format(settings);
      }
      var config = new KafkaConfig(settings.properties(), false);
      var server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return server;
    } catch (Exception e) {
      throw new StartException(
          "Kafka failed to start on %s: %s".formatted(settings.bootstrapServers(), e), e);
    }
  }

  private static void format(BrokerSettings settings) throws Exception {
    Files.createDirectories(settings.logDirectory());
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(BrokerSettings.NODE_ID)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setControllerListenerName(BrokerSettings.CONTROLLER)
        .setMetadataLogDirectory(settings.logDirectory().toString())
        .addDirectory(settings.logDirectory().toString())
        .run();
  }

  /** What Kafka clients call {@code bootstrap.servers}: one {@code host:port}. */
  public String bootstrapServers() {
    return settings.bootstrapServers();
  }

  /** Stops the node; returns after 20 seconds at the latest, stopped or not. Idempotent. */
  @Override
  public void close() {
    var stop =
        Thread.ofPlatform()
            .daemon()
            .name("kafka-stop")
            .start(() -> {
              server.shutdown();
              server.awaitShutdown();
            });
    try {
      if (!stop.join(CLOSE_TIMEOUT)) {
        LOGGER.warn("Kafka did not stop timeout={}", CLOSE_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lock.close();
  }
}
