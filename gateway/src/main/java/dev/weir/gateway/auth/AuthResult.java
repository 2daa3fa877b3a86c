package dev.weir.gateway.auth;

import dev.weir.gateway.core.Caller;

/** Whether a request is let in. */
public sealed interface AuthResult {
  /** By this caller. */
  record Allowed(Caller caller) implements AuthResult {}

  /**
   * It is not: HTTP 401, or 403 where the key is good and the route is not for it.
   *
   * @param message for the client, in LiteLLM's words; never shows a key or a hash
   * @param param LiteLLM's {@code param}: the text {@code None} where it has none
   */
  record Refused(Reason reason, String message, String param) implements AuthResult {
    /** LiteLLM's {@code type} of the error. */
    public String type() {
      return reason.type;
    }

    /** HTTP status. */
    public int status() {
      return reason == Reason.ROUTE_DENIED ? 403 : 401;
    }
  }

  /** Why a request is refused, with LiteLLM's {@code type} for it. */
  enum Reason {
    NO_KEY("auth_error"),
    MALFORMED("auth_error"),
    NOT_A_KEY("auth_error"),
    UNKNOWN_KEY("token_not_found_in_db"),
    KEY_BLOCKED("auth_error"),
    KEY_EXPIRED("expired_key"),
    TEAM_BLOCKED("auth_error"),
    /** The key's {@code allowed_routes} do not allow the route. */
    ROUTE_DENIED("auth_error"),
    /** The key's team is not in the directory: its budget is not known, so nothing is let in. */
    TEAM_UNKNOWN("auth_error");

    private final String type;

    Reason(String type) {
      this.type = type;
    }
  }
}
