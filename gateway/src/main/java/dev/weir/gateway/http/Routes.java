package dev.weir.gateway.http;

import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.http.HttpServer.Services;
import dev.weir.gateway.http.HttpServer.Settings;
import dev.weir.gateway.http.InferenceHandler.Inference;
import io.helidon.http.HeaderValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every route of the gateway, in the order in which they are tried. */
record Routes(Settings settings, Services services, InFlight inFlight, Reception reception) {
  static List<Route> of(Settings settings, Services services, InFlight inFlight) {
    var reception = new Reception(services.serving(), services.health()::directoryRead);
    var routes = new Routes(settings, services, inFlight, reception);
    return Stream.of(routes.inference(), routes.admin(), routes.operations(), routes.docs())
        .flatMap(List::stream)
        .toList();
  }

  private List<Route> inference() {
    var version = HeaderValues.createCached(Names.VERSION, settings.version());
    var inference =
        new Inference(
            reception, services.serving(), services.idempotency(), services.metrics(), inFlight);
    var models = new ModelsHandler(reception, services.serving());
    var routes = new ArrayList<Route>();
    for (Protocol protocol : Protocol.values()) {
      var handler = new InferenceHandler(protocol, inference, version);
      routes.add(Route.post(protocol.path(), handler));
      routes.add(Route.post(protocol.versionedPath(), handler));
    }
    for (String prefix : List.of("/v1", "")) {
      routes.add(Route.get(prefix + "/models", models::list));
      routes.add(Route.get(prefix + "/models/{+name}", models::one));
    }
    routes.add(Route.get("/v1/attempts/{call}", new AttemptsHandler(reception, services.trails())));
    return routes;
  }

  private List<Route> admin() {
    return services.admin().stream()
        .map(it ->
            new Route(
                it.method(),
                it.path(),
                new AdminHandler(it, reception, services.serving(), services.metrics())))
        .toList();
  }

  private List<Route> operations() {
    var operations =
        new OperationsHandler(
            reception, inFlight, services.health(), services.metricsPage(), services.serving());
    return List.of(
        Route.get("/health/readiness", operations::readiness),
        Route.get("/health/liveliness", operations::liveness),
        Route.get("/health/liveness", operations::liveness),
        Route.get("/metrics", operations::metrics));
  }

  private List<Route> docs() {
    var docs = new DocsHandler(settings.version());
    return List.of(
        Route.get("/openapi.json", docs::document),
        Route.get("/docs", docs::page),
        Route.get("/docs/{file}", docs::file));
  }
}
