package dev.weir.gateway.pipeline;

import java.io.Serial;

/** The client went away before its answer was complete. */
public final class ClientGoneException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public ClientGoneException(Throwable cause) {
    super("the client went away", cause);
  }
}
