package dev.weir.schemas.redis;

/** Redis can't be reached, did not answer in time, or answered with an error. */
public final class RedisUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  /** The message is for people, without secrets. */
  public RedisUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
