package dev.weir.embedded;

import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Redis server, a process of its own on the loopback address only. It keeps nothing on disk and
 * evicts nothing.
 *
 * <p>It ends with {@link #close()} and with a normal exit of this JVM. A JVM that is killed leaves
 * it running; the next start on the same directory stops exactly that one first.
 */
public final class RedisServer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RedisServer.class);

  private final RedisIdentity identity;
  private final ProcessHandle process;
  private final DirectoryLock lock;
  private final Thread exitHook = new Thread(this::killHard, "redis-exit");

  private RedisServer(RedisIdentity identity, ProcessHandle process, DirectoryLock lock) {
    this.identity = identity;
    this.process = process;
    this.lock = lock;
  }

  /**
   * Starts a server and returns when it takes requests.
   *
   * @param directory made if missing; used by one process at a time
   * @param port 0 for a free one
   * @throws StartException if the port is taken, the directory is in use or can't be written, there
   *     is no program to run, or it ends at once
   */
  public static RedisServer start(Path directory, int port) {
    var lock = DirectoryLock.take(directory);
    try {
      var home = new RedisHome(directory);
      RedisIdentity.read(home.identity())
          .filter(RedisIdentity::isAlive)
          .ifPresent(RedisServer::stopLeftover);
      int chosen = Ports.choose(port, "Redis");
      var program = RedisBinary.find(home.directory(), searchPath());
      var identity = RedisLauncher.launch(program, home, chosen);
      var process = ProcessHandle.of(identity.pid()).orElseThrow();
      var server = new RedisServer(identity, process, lock);
      Runtime.getRuntime().addShutdownHook(server.exitHook);
      return server;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static String searchPath() {
    return Optional.ofNullable(System.getenv("PATH")).orElse("");
  }

  private static void stopLeftover(RedisIdentity leftover) {
    LOGGER.info("stopping the Redis of a killed run pid={}", leftover.pid());
    ProcessHandle.of(leftover.pid()).ifPresent(process -> stop(process, leftover.port()));
  }

  private static void stop(ProcessHandle process, int port) {
    process.destroy();
    if (!Poll.until(() -> isGone(process, port))) {
      kill(process, port);
    }
  }

  private static void kill(ProcessHandle process, int port) {
    process.destroyForcibly();
    if (!Poll.until(() -> isGone(process, port))) {
      LOGGER.warn("Redis did not stop pid={} port={}", process.pid(), port);
    }
  }

  /** A dead process that nobody reaps counts as alive, as in a container without an init. */
  private static boolean isGone(ProcessHandle process, int port) {
    return !process.isAlive() || Ports.isFree(port);
  }

  public String host() {
    return Ports.LOOPBACK.getHostAddress();
  }

  public int port() {
    return identity.port();
  }

  /** {@code redis://host:port}. */
  public String uri() {
    return "redis://%s:%d".formatted(host(), port());
  }

  /**
   * Leaves the end of the server to the owner, who promises to close it in a shutdown hook of its
   * own: hooks run at the same time, and the services that are still stopping need Redis.
   */
  public RedisServer withoutExitHook() {
    removeExitHook();
    return this;
  }

  /** Stops the server. Idempotent. */
  @Override
  public void close() {
    stop(process, port());
    release();
  }

  /** Kills the server as a crash would (SIGKILL). A new start on the same port is possible. */
  public void killHard() {
    kill(process, port());
    release();
  }

  private void release() {
    removeExitHook();
    lock.close();
  }

  private void removeExitHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      LOGGER.trace("the JVM is already on its way out", e);
    }
  }
}
