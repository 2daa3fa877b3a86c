package dev.weir.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts a Redis server process that outlives the process that started it. */
final class RedisLauncher {
  private static final long FORK_SECONDS = 5;

  private RedisLauncher() {}

  /** Returns when the server answers, its identity written to the home. */
  static RedisIdentity launch(Path program, RedisHome home, int port) {
    try {
      home.prepare(port);
      run(program.toString(), home.configuration().toString());
      if (!Poll.until(() -> answering(home, port).isPresent())) {
        home.pid().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
        throw new StartException(
            "Redis did not start on port %d: %s".formatted(port, home.lastLogLine()));
      }
      var identity = answering(home, port).orElseThrow();
      identity.write(home.identity());
      return identity;
    } catch (IOException e) {
      throw new StartException("Redis did not start on port " + port + ": " + e, e);
    }
  }

  /** On the port, and not another server that was quicker to take it. */
  private static Optional<RedisIdentity> answering(RedisHome home, int port) {
    return home.pid().flatMap(pid -> RedisProbe.identify(port).filter(redis -> redis.pid() == pid));
  }

  private static void run(String... command) throws IOException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.waitFor(FORK_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
