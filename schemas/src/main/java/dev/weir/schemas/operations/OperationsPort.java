package dev.weir.schemas.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The HTTP port of a service that serves no calls: {@code /metrics}, and probes by the names that
 * the gateway has, {@code /health/liveliness} (and {@code liveness}) and {@code /health/readiness}.
 */
public final class OperationsPort implements AutoCloseable {
  /** Kept here, for a logger that nobody holds forgets its level. Helidon tells of each start. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private static final Header TEXT =
      HeaderValues.createCached("content-type", "text/plain; version=0.0.4; charset=utf-8");
  private static final Header JSON = HeaderValues.createCached("content-type", "application/json");
  private static final Duration STOP = Duration.ofMillis(500);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final WebServer server;

  private OperationsPort(WebServer server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param port 0: a free one
   * @throws IOException if it can't; the message is one line for people
   */
  public static OperationsPort start(String host, int port, MetricsPage page, Probe probe)
      throws IOException {
    HELIDON.setLevel(Level.WARNING);
    requireFree(host, port);
    WebServer server =
        WebServer.builder()
            .host(host)
            .port(port)
            .shutdownHook(false)
            .shutdownGracePeriod(STOP)
            .routing(routing ->
                routing
                    .get("/metrics", (_, to) -> metrics(to, page))
                    .get("/health/liveliness", (_, to) -> liveness(to, probe))
                    .get("/health/liveness", (_, to) -> liveness(to, probe))
                    .get("/health/readiness", (_, to) -> readiness(to, probe))
                    .any((_, to) -> json(to, NOT_FOUND, object("detail", "Not Found"))))
            .build();
    server.start();
    if (!server.isRunning()) {
      throw new IOException("can't listen on " + host + ":" + port);
    }
    return new OperationsPort(server);
  }

  /** Helidon itself only logs that it could not bind. */
  private static void requireFree(String host, int port) throws IOException {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new IOException("can't listen on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  private static void metrics(ServerResponse to, MetricsPage page) {
    to.headers().set(TEXT);
    to.send(page.scrape().getBytes(UTF_8));
  }

  private static void liveness(ServerResponse to, Probe probe) {
    boolean alive = probe.alive();
    json(to, alive ? OK : UNAVAILABLE, object("status", alive ? "alive" : "dead"));
  }

  private static void readiness(ServerResponse to, Probe probe) {
    var readiness = probe.readiness();
    json(to, readiness.ready() ? OK : UNAVAILABLE, readiness.body());
  }

  private static ObjectNode object(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }

  private static void json(ServerResponse to, int status, ObjectNode body) {
    to.status(status);
    to.headers().set(JSON);
    to.send(body.toString().getBytes(UTF_8));
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
