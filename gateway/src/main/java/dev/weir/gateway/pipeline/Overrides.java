package dev.weir.gateway.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.api.Controls;
import dev.weir.gateway.api.Json;
import dev.weir.gateway.api.RequestReader;
import dev.weir.gateway.api.RequestReading;
import dev.weir.gateway.core.ClientRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A request with some of its fields replaced, for a fallback that says so. */
sealed interface Overrides {
  /** The request as it is to be sent. */
  record Good(ClientRequest request) implements Overrides {}

  /** The fields make no request. */
  record Bad(Refusal refusal) implements Overrides {}

  /** The model asked for and whether it is a stream stay as they are: the client counts on them. */
  static Overrides of(ClientRequest request, Map<String, JsonNode> fields) {
    if (fields.isEmpty()) {
      return new Good(request);
    }
    try {
      ObjectNode body = (ObjectNode) Json.read(request.body());
      fields.forEach((name, value) -> {
        if (!name.equals("model") && !name.equals("stream")) {
          body.set(name, value);
        }
      });
      return read(request, Json.write(body));
    } catch (JsonProcessingException e) {
      return new Bad(new Refusal.BadRequest(null, "The request is not valid JSON."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Overrides read(ClientRequest request, byte[] body) {
    return switch (RequestReader.read(request.protocol(), body)) {
      case RequestReading.Malformed(String message, String param) ->
          new Bad(new Refusal.BadRequest(param, message));
      case RequestReading.Refused refused -> new Bad(new Refusal.ForbiddenField(refused.message()));
      case RequestReading.Read(ClientRequest changed, Controls _) -> new Good(changed);
    };
  }
}
