package dev.weir.gateway.admin;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.gateway.admin.AdminResult.Problem;
import dev.weir.gateway.auth.AuthResult;
import dev.weir.gateway.core.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * One route of the key and team API.
 *
 * @param method {@code GET} or {@code POST}
 * @param path exact, such as {@code /key/generate}
 * @param access who may call it
 */
public record AdminRoute(String method, String path, Access access, Handler handler) {
  /** Numbers stay exact: a budget is never a double. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int UNAUTHORIZED = 401;

  /** Who may call a route. */
  enum Access {
    /** The master key alone. */
    MASTER,
    /** Any key; the handler decides what it may see. */
    ANY_KEY
  }

  /** What a route does. */
  interface Handler {
    AdminResult handle(AdminRequest request);
  }

  /** Whether somebody may call it; to be asked before the body is read. */
  public sealed interface Admission {}

  /** They may. */
  public record Admitted(Caller caller) implements Admission {}

  /** They may not. */
  public record Refused(AdminResult refusal) implements Admission {}

  /** Looks at who calls. */
  public Admission admit(AuthResult auth) {
    return switch (auth) {
      case AuthResult.Refused refused ->
          new Refused(
              new Problem(UNAUTHORIZED, refused.type(), refused.message(), refused.param()));
      case AuthResult.Allowed(Caller.VirtualKey _) when access == Access.MASTER ->
          new Refused(adminOnly(path));
      case AuthResult.Allowed(Caller caller) -> new Admitted(caller);
    };
  }

  /**
   * Answers a call: first its body, then what it asks.
   *
   * @param caller who was admitted
   * @param query parameters of the URL, decoded; the first value of each
   * @param body as received; empty for a GET
   */
  public AdminResult call(Caller caller, Map<String, String> query, byte[] body) {
    if (body.length == 0) {
      return handler.handle(new AdminRequest(caller, query, JSON.createObjectNode()));
    }
    try {
      JsonNode json = JSON.readTree(body);
      return json instanceof ObjectNode object
          ? handler.handle(new AdminRequest(caller, query, object))
          : badBody("expected a JSON object");
    } catch (JacksonException e) {
      return badBody(e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can't fail to be read", e);
    }
  }

  /** LiteLLM's answer to a virtual key on an admin route. */
  static Problem adminOnly(String path) {
    return new Problem(
        UNAUTHORIZED,
        "auth_error",
        "Authentication Error, Only proxy admin can be used to generate, delete, update info for"
            + " new keys/users/teams. Route="
            + path,
        "None");
  }

  private static Problem badBody(String what) {
    return new Problem(
        400, "invalid_request_error", "Invalid JSON payload: " + what, "request_body");
  }
}
