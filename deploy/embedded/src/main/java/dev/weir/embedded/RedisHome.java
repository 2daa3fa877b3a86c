package dev.weir.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of one Redis server. */
record RedisHome(Path directory) {
  RedisHome {
    directory = directory.toAbsolutePath();
  }

  Path configuration() {
    return directory.resolve("redis.conf");
  }

  Path log() {
    return directory.resolve("redis.log");
  }

  /** Which life of a server runs on this directory, or did last: {@link RedisIdentity}. */
  Path identity() {
    return directory.resolve("redis.identity");
  }

  private Path pidFile() {
    return directory.resolve("redis.pid");
  }

  /** Leaves nothing behind of the life before. */
  void prepare(int port) throws IOException {
    Files.deleteIfExists(identity());
    Files.deleteIfExists(pidFile());
    Files.deleteIfExists(log());
    Files.writeString(
        configuration(),
        """
        bind 127.0.0.1
        port %d
        # In a session of its own: Ctrl-C reaches the whole foreground job, and the services of this
        # machine still need Redis while they stop.
        daemonize yes
        pidfile %s
        logfile %s
        dir %s
        # What is in Redis can be rebuilt from Kafka; nothing of it may be evicted.
        save ""
        appendonly no
        maxmemory-policy noeviction
        """
            .formatted(port, quote(pidFile()), quote(log()), quote(directory)));
  }

  private static String quote(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Written by the server itself once it listens. */
  Optional<Long> pid() {
    try {
      return Optional.of(Long.valueOf(Files.readString(pidFile()).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Why the server ended. */
  String lastLogLine() {
    try (var lines = Files.lines(log())) {
      return lines.reduce((earlier, later) -> later).orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
