package dev.weir.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a call of the key and team API. */
public sealed interface AdminResult {
  /** HTTP status. */
  int status();

  /** The JSON of the answer. */
  JsonNode body();

  /**
   * What the caller should know besides; also in a body that is an object. For the header {@link
   * #WARNING}.
   */
  List<String> warnings();

  /** The response header that carries {@link #warnings}. */
  String WARNING = "x-weir-warning";

  /** Done: 200. */
  record Ok(JsonNode body, List<String> warnings) implements AdminResult {
    public Ok {
      warnings = List.copyOf(warnings);
      if (!warnings.isEmpty() && body instanceof ObjectNode object) {
        warnings.forEach(object.putArray("warnings")::add);
      }
    }

    @Override
    public int status() {
      return 200;
    }
  }

  /**
   * Not done; nothing was changed. The body is LiteLLM's envelope.
   *
   * @param param the field that is wrong; null when it is none
   */
  record Problem(int status, String type, String message, @Nullable String param)
      implements AdminResult {
    static final String BAD_REQUEST = "bad_request_error";
    static final String NOT_FOUND = "not_found_error";

    static Problem badRequest(String message, String param) {
      return new Problem(400, BAD_REQUEST, message, param);
    }

    static Problem notFound(String message, String param) {
      return new Problem(404, NOT_FOUND, message, param);
    }

    static Problem unavailable(String reason) {
      return new Problem(
          503,
          "service_unavailable",
          "Keys and teams can't be changed at the moment: "
              + reason
              + ". It is not known whether this change was made; look before repeating it. Keys go"
              + " on working.",
          null);
    }

    @Override
    public ObjectNode body() {
      var body = JsonNodeFactory.instance.objectNode();
      body.putObject("error")
          .put("message", message)
          .put("type", type)
          .put("param", param)
          .put("code", Integer.toString(status));
      return body;
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }
  }
}
