package dev.weir.embedded;

import org.jspecify.annotations.Nullable;

/** A server could not be started; the message is one line that can be shown to a user as it is. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    this(message, null);
  }

  StartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
