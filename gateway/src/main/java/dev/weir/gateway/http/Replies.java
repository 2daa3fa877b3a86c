package dev.weir.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.gateway.core.Protocol;
import io.helidon.webserver.http.ServerResponse;

/** Small JSON answers. */
final class Replies {
  /** Amounts of money as people write them: 0.00005 and not 5.0E-5. */
  private static final ObjectWriter PLAIN =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build().writer();

  private Replies() {}

  /** UTF-8. */
  static byte[] bytes(JsonNode body) {
    try {
      return PLAIN.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  static void json(ServerResponse response, JsonNode body) {
    response.headers().set(Names.JSON);
    response.send(bytes(body));
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
    PlainHeaders.setAll(response.headers(), error.headers());
    response.headers().set(Names.JSON);
    response.status(error.status());
    response.send(error.body(protocol));
  }
}
