package dev.weir.gateway.app;

import dev.weir.schemas.config.LoadResult.Loaded;
import java.io.IOException;

/**
 * One node: everything between its port and Kafka, Redis and the providers. Several can live in one
 * JVM, each with a data directory of its own.
 */
public final class Gateway implements AutoCloseable {
  private final Closing closing;
  private final Assembly.Node node;

  private Gateway(Closing closing, Assembly.Node node) {
    this.closing = closing;
    this.node = node;
  }

  /**
   * Starts a node. It serves at once; {@code /health/readiness} tells when it is ready. Kafka and
   * Redis need not be there yet.
   *
   * @param source is read again at {@code POST /config/reload}, and when a file has changed that
   *     was read
   * @param first what was read of it to start with
   * @param host address to listen on
   * @param port 0: a free one
   * @throws IOException if it can't start: the journal is in use or can't be written, the port is
   *     taken, Redis may forget budgets; the message is one line for people
   */
  public static Gateway start(ConfigSource source, Loaded first, String host, int port)
      throws IOException {
    var closing = new Closing();
    try {
      return new Gateway(closing, new Assembly(source, first, closing).start(host, port));
    } catch (IOException | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return node.http().port();
  }

  /** Reads the configuration again; what came of it is in the log. */
  void reload() {
    var _ = node.reload().reload();
  }

  /**
   * Tells load balancers that it is going, goes on serving while they find out, and then closes as
   * {@link #close} does.
   */
  public void drain() {
    node.http().sayGoodbye();
    close();
  }

  /**
   * Takes no more calls, lets those that run finish, gives the leases back, ships the journal and
   * closes the epoch; each for a bounded time.
   */
  @Override
  public void close() {
    closing.close();
  }
}
