package dev.weir.gateway.provider;

import dev.weir.gateway.core.Failure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A call to a provider failed below its answer. Its text names host and port, never a secret. */
public final class ProviderException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  ProviderException(Failure.Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.failure = new Failure(kind, 0, null, message, null, null);
  }

  /** How it failed: CONNECTION, TIMEOUT or BROKEN_ANSWER. */
  public Failure failure() {
    return failure;
  }
}
