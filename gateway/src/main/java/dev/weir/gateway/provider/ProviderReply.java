package dev.weir.gateway.provider;

import java.util.Map;

/** An answer whose head was read. One thread reads; any thread may cancel. */
public interface ProviderReply extends AutoCloseable {
  /** HTTP status, 200 or above. */
  int status();

  /** Headers by lower-case name; several of one name are joined by comma and space. */
  Map<String, String> headers();

  /**
   * Reads what has come, at least one byte.
   *
   * @return how many bytes; -1: the body has ended and the connection was given back
   * @throws ProviderException if the body breaks off, or a deadline passed, or it was cancelled
   */
  int read(byte[] into) throws ProviderException;

  /**
   * Reads the rest of the body.
   *
   * @throws ProviderException as {@link #read}, and if it is longer than the limit
   */
  byte[] readAll(int limit) throws ProviderException;

  /** From here on only the idle deadline applies. */
  void contentStarted();

  /** Closes the connection at once, whatever other threads do with it. */
  void cancel();

  /**
   * Ends the call. Where the body has not ended its rest is awaited for a moment, so that the
   * connection can serve again; call {@link #cancel} first where the rest is not wanted.
   */
  @Override
  void close();
}
