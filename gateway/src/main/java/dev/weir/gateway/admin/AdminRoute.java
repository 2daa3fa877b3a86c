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
import dev.weir.schemas.events.UserEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One route of the key and team API.
 *
 * @param method {@code GET} or {@code POST}
 * @param path such as {@code /key/generate} or <code>/key/{key}/regenerate</code>
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

  /** Who may call a route: LiteLLM's roles of the user that a key belongs to. */
  enum Access {
    /** The master key, and keys of a {@code proxy_admin}. */
    ADMIN,
    /** Those, and keys of a {@code proxy_admin_viewer}. */
    VIEWER,
    /** Any key; the handler decides what it may see. */
    ANY_KEY;

    boolean admits(Caller caller) {
      return switch (caller) {
        case Caller.Master _ -> true;
        case Caller.VirtualKey(var _, var _, UserEntry user, var _) ->
            this == ANY_KEY || (user != null && admits(user.role()));
      };
    }

    private boolean admits(@Nullable String role) {
      return UserTerms.ADMIN_ROLE.equals(role)
          || (this == VIEWER && UserTerms.VIEWER_ROLE.equals(role));
    }
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
  public record Refused(AdminResult.Problem refusal) implements Admission {}

  /** Looks at who calls. */
  public Admission admit(AuthResult auth) {
    return switch (auth) {
      case AuthResult.Refused refused ->
          new Refused(
              new Problem(refused.status(), refused.type(), refused.message(), refused.param()));
      case AuthResult.Allowed(Caller caller) ->
          access.admits(caller) ? new Admitted(caller) : new Refused(adminOnly(path));
    };
  }

  /**
   * Answers a call: first its body, then what it asks.
   *
   * @param caller who was admitted
   * @param query parameters of the URL, of its path and its query, decoded; the first of each
   * @param body as received; empty for a GET
   */
  public AdminResult call(Caller caller, Map<String, String> query, byte[] body) {
    if (body.length == 0) {
      return handler.handle(new AdminRequest(caller, path, query, JSON.createObjectNode()));
    }
    try {
      JsonNode json = JSON.readTree(body);
      return json instanceof ObjectNode object
          ? handler.handle(new AdminRequest(caller, path, query, object))
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
