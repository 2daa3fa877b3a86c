package dev.weir.gateway.provider;

import dev.weir.gateway.core.Failure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A call to a provider failed below its answer. Its text names host and port, never a secret. */
public final class ProviderException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;
  private final boolean sent;

  /** Counts as sent. */
  ProviderException(Failure.Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, true);
  }

  /**
   * A failure.
   *
   * @param sent false only if no byte of the request can have reached the provider
   */
  ProviderException(Failure.Kind kind, String message, @Nullable Throwable cause, boolean sent) {
    super(message, cause);
    this.failure = new Failure(kind, 0, null, message, null, null);
    this.sent = sent;
  }

  /** How it failed: CONNECTION, TIMEOUT or BROKEN_ANSWER. */
  public Failure failure() {
    return failure;
  }

  /**
   * Whether the request may have reached the provider: then it may have been billed. False while
   * there was no connection: refused, no such host, no TLS, a deadline while connecting.
   */
  public boolean sent() {
    return sent;
  }
}
