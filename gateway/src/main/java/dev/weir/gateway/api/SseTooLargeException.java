package dev.weir.gateway.api;

/** An event of a stream is larger than is read. */
public final class SseTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SseTooLargeException(int limit) {
    super("An event of the stream is larger than " + limit + " bytes");
  }
}
