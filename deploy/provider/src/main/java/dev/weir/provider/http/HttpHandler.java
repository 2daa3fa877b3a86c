package dev.weir.provider.http;

import java.io.IOException;

/** Answers one request. Called on the connection's own virtual thread: blocking is fine. */
@FunctionalInterface
public interface HttpHandler {

  /**
   * Answers {@code request} through {@code reply}, exactly once.
   *
   * @throws IOException when the client is gone; the server then closes the connection
   */
  void handle(HttpRequest request, HttpReply reply) throws IOException;
}
