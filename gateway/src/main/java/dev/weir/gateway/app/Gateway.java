package dev.weir.gateway.app;

import dev.weir.gateway.http.HttpServer;
import dev.weir.schemas.config.WeirConfig;
import java.io.IOException;

/**
 * One node: everything between its port and Kafka, Redis and the providers. Several can live in one
 * JVM, each with a data directory of its own.
 */
public final class Gateway implements AutoCloseable {
  private final Closing closing;
  private final HttpServer http;

  private Gateway(Closing closing, HttpServer http) {
    this.closing = closing;
    this.http = http;
  }

  /**
   * Starts a node. It serves at once; {@code /health/readiness} tells when it is ready. Kafka and
   * Redis need not be there yet.
   *
   * @param host address to listen on
   * @param port 0: a free one
   * @throws IOException if it can't start: the journal is in use or can't be written, the port is
   *     taken, Redis may forget budgets; the message is one line for people
   */
  public static Gateway start(WeirConfig config, String host, int port) throws IOException {
    var closing = new Closing();
    try {
      return new Gateway(closing, new Assembly(config, closing).start(host, port));
    } catch (IOException | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return http.port();
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
