package dev.weir.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.core.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * An error as clients read it.
 *
 * @param status HTTP status, as LiteLLM's {@code code} repeats it
 * @param message for people, without secrets
 * @param type OpenAI's or Anthropic's
 * @param param the request field at fault
 */
public record WireError(int status, String message, String type, @Nullable String param) {
  /** The body in a client's protocol. */
  public byte[] body(Protocol protocol) {
    ObjectNode root = Json.object();
    ObjectNode error = Json.object();
    switch (protocol) {
      case OPENAI_CHAT ->
          error
              .put("message", message)
              .put("type", type)
              .put("param", param)
              .put("code", Integer.toString(status));
      case ANTHROPIC_MESSAGES -> {
        root.put("type", "error");
        error.put("type", type).put("message", message);
      }
    }
    return Json.write(root.set("error", error));
  }
}
