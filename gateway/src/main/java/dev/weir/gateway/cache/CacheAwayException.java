package dev.weir.gateway.cache;

/** The cache's store can't be reached. The message is for people, without secrets. */
public final class CacheAwayException extends Exception {
  private static final long serialVersionUID = 1;

  CacheAwayException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
