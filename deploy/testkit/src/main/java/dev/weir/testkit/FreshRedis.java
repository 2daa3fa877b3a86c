package dev.weir.testkit;

import dev.weir.embedded.RedisServer;
import java.nio.file.Path;

/**
 * A Redis of one test's own, always a local process: it can be killed and come back on its port.
 * Not for use by several threads at once.
 */
public final class FreshRedis implements AutoCloseable {
  private final Path directory = TestDirectory.fresh("redis");
  private RedisServer server = RedisServer.start(directory, 0);

  FreshRedis() {}

  public String host() {
    return server.host();
  }

  /** Stays the same over {@link #restart()}. */
  public int port() {
    return server.port();
  }

  /** {@code redis://host:port}. */
  public String uri() {
    return server.uri();
  }

  /** SIGKILL, as in a crash; clients see their connections reset. */
  public void kill() {
    server.killHard();
  }

  /** An empty server with a new {@code run_id} on the same port, whether or not one still ran. */
  public void restart() {
    server.close();
    server = RedisServer.start(directory, server.port());
  }

  @Override
  public void close() {
    server.close();
  }
}
