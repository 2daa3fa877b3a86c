package dev.weir.gateway.http;

import dev.weir.gateway.admin.AdminResult;
import dev.weir.gateway.admin.AdminRoute;
import dev.weir.gateway.core.Protocol;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** One route of the key and team API. */
record AdminHandler(AdminRoute route, Reception reception, Bodies bodies) implements Handler {
  @Override
  public void handle(ServerRequest request, ServerResponse response) throws IOException {
    byte[] body = bodies.read(request);
    if (body == null) {
      response.headers().set(Names.CLOSE);
      Replies.error(response, Errors.tooLarge(bodies.limit()), Protocol.OPENAI_CHAT);
      throw Bodies.unread();
    }
    AdminResult result = route.call(reception.authenticate(request), query(request), body);
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
    return query;
  }
}
