package dev.weir.gateway.http;

import dev.weir.gateway.admin.AdminResult;
import dev.weir.gateway.admin.AdminRoute;
import dev.weir.gateway.core.Caller;
import dev.weir.gateway.core.Protocol;
import dev.weir.gateway.metrics.GatewayMetrics;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One route of the key and team API. A call that is not let in is counted and logged, and not in
 * the audit's topic: anybody can make as many as they like.
 */
record AdminHandler(
    AdminRoute route, Reception reception, Supplier<Serving> serving, GatewayMetrics metrics)
    implements Handler {
  private static final Logger LOGGER = LoggerFactory.getLogger(AdminHandler.class);

  @Override
  public void handle(ServerRequest request, ServerResponse response) throws IOException {
    switch (route.admit(reception.authenticate(request))) {
      case AdminRoute.Refused(AdminResult.Problem refusal) -> {
        metrics.refused("admin_denied");
        LOGGER
            .atWarn()
            .addKeyValue("route", route.path())
            .addKeyValue("reason", refusal.type())
            .addKeyValue("peer", request.remotePeer().host())
            .log("admin call refused");
        Unread.answer(request, response, () -> send(refusal, response));
      }
      case AdminRoute.Admitted(Caller caller) -> answer(caller, request, response);
    }
  }

  private void answer(Caller caller, ServerRequest request, ServerResponse response)
      throws IOException {
    Bodies bodies = serving.get().adminBodies();
    switch (bodies.read(request)) {
      case Bodies.Whole(byte[] body) -> send(route.call(caller, query(request), body), response);
      case Bodies.TooLarge(var rest) -> {
        ErrorReply error = Errors.tooLarge(bodies.limit());
        Unread.answer(
            request, response, rest, () -> Replies.error(response, error, Protocol.OPENAI_CHAT));
      }
    }
  }

  private static void send(AdminResult result, ServerResponse response) {
    if (!result.warnings().isEmpty()) {
      response.header(AdminResult.WARNING, String.join("; ", result.warnings()));
    }
    Replies.json(response, result.status(), result.body());
  }

  private static Map<String, String> query(ServerRequest request) {
    Map<String, String> query = new HashMap<>();
    for (String name : request.query().names()) {
      query.put(name, request.query().first(name).orElse(""));
    }
    var path = request.path().pathParameters();
    path.names().forEach(name -> query.put(name, path.get(name)));
    return query;
  }
}
