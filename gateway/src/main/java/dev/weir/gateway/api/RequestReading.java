package dev.weir.gateway.api;

import dev.weir.gateway.core.ClientRequest;
import org.jspecify.annotations.Nullable;

/** What a client's body turned out to be. */
public sealed interface RequestReading {
  /** A request. */
  record Read(ClientRequest request, Controls controls) implements RequestReading {}

  /**
   * Not a request: 400.
   *
   * @param message for the client
   * @param param the field at fault; null: none in particular
   */
  record Malformed(String message, @Nullable String param) implements RequestReading {}

  /**
   * It sets what only the operator may set (design.md section 8.10): 401, as LiteLLM answers.
   *
   * @param field its name
   */
  record Refused(String field) implements RequestReading {
    /** For the client. */
    public String message() {
      return "Authentication Error, Rejected Request: "
          + field
          + " is not allowed in request body.";
    }
  }
}
