package dev.weir.gateway.idempotency;

import java.io.Serial;

/** Nobody has listened for so long that the call is not worth going on with. */
public final class AbandonedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  AbandonedException() {
    super("every client of the call went away");
  }
}
