package dev.weir.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.gateway.core.Protocol;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;

/** Small JSON answers. */
final class Replies {
  private Replies() {}

  static void json(ServerResponse response, JsonNode body) {
    response.headers().set(Names.JSON);
    response.send(body.toString().getBytes(UTF_8));
  }

  static void json(ServerResponse response, int status, JsonNode body) {
    response.status(status);
    json(response, body);
  }

  /** FastAPI's shape, which LiteLLM uses off the LLM routes. */
  static void detail(ServerResponse response, int status, String detail) {
    json(response, status, JsonNodeFactory.instance.objectNode().put("detail", detail));
  }

  static void error(ServerResponse response, ErrorReply error, Protocol protocol) {
    error
        .headers()
        .forEach((name, value) -> response.headers().set(HeaderNames.create(name), value));
    response.headers().set(Names.JSON);
    response.status(error.status());
    response.send(error.body(protocol));
  }
}
