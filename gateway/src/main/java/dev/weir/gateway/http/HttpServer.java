package dev.weir.gateway.http;

import dev.weir.gateway.admin.AdminRoute;
import dev.weir.gateway.auth.KeySyntax;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.idempotency.IdempotencyKeys;
import dev.weir.gateway.metrics.GatewayMetrics;
import dev.weir.gateway.pipeline.Trails;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's HTTP server. */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(HttpServer.class);

  /** Kept here, for a logger that nobody holds forgets its level. Helidon tells of each start. */
  private static final java.util.logging.Logger HELIDON =
      java.util.logging.Logger.getLogger("io.helidon");

  private static final int HEADERS_BYTES = 64 << 10;
  private static final int PROLOGUE_BYTES = 8 << 10;
  private static final int NOT_FOUND = 404;

  /** Of a call that a client with an Idempotency-Key may come back for. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(10);

  private final WebServer server;
  private final InFlight inFlight;
  private final Settings settings;
  private final List<Route> routes;

  /**
   * Where and how to serve.
   *
   * @param port 0: a free one
   * @param goodbye how long it goes on serving while load balancers find out that it is not ready
   * @param grace how long a stop waits for calls that are running
   * @param version for {@code x-litellm-version}
   */
  public record Settings(String host, int port, Duration goodbye, Duration grace, String version) {}

  /**
   * What is served.
   *
   * @param serving as the configuration has it now; asked once for each call
   * @param metricsPage what Prometheus reads
   */
  public record Services(
      Supplier<Serving> serving,
      IdempotencyKeys idempotency,
      GatewayMetrics metrics,
      Supplier<String> metricsPage,
      Health health,
      Trails trails,
      List<AdminRoute> admin) {}

  private HttpServer(WebServer server, InFlight inFlight, Settings settings, List<Route> routes) {
    this.server = server;
    this.inFlight = inFlight;
    this.settings = settings;
    this.routes = routes;
  }

  /**
   * Starts serving.
   *
   * @throws IOException if it can't listen there
   */
  public static HttpServer start(Settings settings, Services services) throws IOException {
    HELIDON.setLevel(Level.WARNING);
    var inFlight = new InFlight();
    List<Route> routes = Routes.of(settings, services, inFlight);
    WebServer server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .shutdownHook(false)
            .shutdownGracePeriod(settings.grace())
            .connectionOptions(options -> options.tcpNoDelay(true))
            .addProtocol(
                Http1Config.builder()
                    .maxHeadersSize(HEADERS_BYTES)
                    .maxPrologueLength(PROLOGUE_BYTES)
                    // PlainHeaders checks those that are not our own.
                    .validateResponseHeaders(false)
                    .build())
            .routing(routing -> bind(routing, routes, inFlight))
            .build();
    server.start();
    if (!server.isRunning()) {
      throw new IOException("can't listen on " + settings.host() + ":" + settings.port());
    }
    return new HttpServer(server, inFlight, settings, routes);
  }

  /**
   * Checks that the address can be listened on, before anything else is started. Helidon itself
   * only logs that it could not bind, with a page of stack traces.
   *
   * @throws IOException if not; the message says which and why
   */
  public static void requireFree(String host, int port) throws IOException {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new IOException("can't listen on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** All that it serves. */
  List<Route> routes() {
    return routes;
  }

  /** Calls that are running now. */
  public int inFlight() {
    return inFlight.count();
  }

  /**
   * Readiness fails, answers close their connections, and all else goes on, for as long as load
   * balancers need to find out.
   */
  public void sayGoodbye() {
    inFlight.stop();
    LOGGER.info("not ready any more, and serving on for {}", settings.goodbye());
    try {
      Thread.sleep(settings.goodbye());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Listens no more, closes connections at rest, and waits for the calls that run, for a bounded
   * time.
   */
  @Override
  public void close() {
    inFlight.stop();
    server.stop();
    try {
      // A call that outlives its connection runs apart from the server's threads.
      if (!inFlight.await(LAST_CALLS)) {
        LOGGER.atWarn().addKeyValue("calls", inFlight.count()).log("stopped while calls ran");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void bind(HttpRouting.Builder routing, List<Route> routes, InFlight inFlight) {
    routing.addFilter(new ConnectionClose(inFlight));
    for (Route route : routes) {
      routing.route(Method.create(route.method()), route.path(), route.handler());
    }
    routing
        .any((_, response) -> Replies.detail(response, NOT_FOUND, "Not Found"))
        .error(Throwable.class, HttpServer::unexpected);
  }

  private static void unexpected(
      ServerRequest request, ServerResponse response, Throwable problem) {
    LOGGER.error("failed to answer {}", KeySyntax.masked(request.path().path()), problem);
    Protocol protocol =
        request.path().path().endsWith("/messages")
            ? Protocol.ANTHROPIC_MESSAGES
            : Protocol.OPENAI_CHAT;
    Replies.error(response, Errors.internal(), protocol);
  }
}
