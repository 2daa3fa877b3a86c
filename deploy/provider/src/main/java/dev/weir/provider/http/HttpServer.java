package dev.weir.provider.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP/1.1 server, a virtual thread per connection. */
public final class HttpServer implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(HttpServer.class);
  private static final int BACKLOG = 1024;
  private static final String LOOPBACK = "127.0.0.1";

  private final ServerSocket listener;
  private final HttpHandler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private HttpServer(ServerSocket listener, HttpHandler handler) {
    this.listener = listener;
    this.handler = handler;
  }

  /** As below, on 127.0.0.1. */
  public static HttpServer start(int port, HttpHandler handler) {
    return start(LOOPBACK, port, handler);
  }

  /**
   * Listens.
   *
   * @param host address to listen on
   * @param port 0 for a free one
   * @throws UncheckedIOException when the port is taken, or the address is not this machine's
   */
  public static HttpServer start(String host, int port, HttpHandler handler) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(host, port), BACKLOG);
      HttpServer server = new HttpServer(listener, handler);
      Thread.ofPlatform()
          .daemon()
          .name("http-accept-" + server.listener.getLocalPort())
          .start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("can't listen on " + host + ":" + port, e);
    }
  }

  /** {@code http://127.0.0.1:PORT}, without a slash at the end. */
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Stops listening and closes every connection, whatever it is doing. */
  @Override
  public void close() {
    closeQuietly(listener);
    open.forEach(HttpServer::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().name("http-connection").start(() -> serve(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOGGER.warn("connection not accepted", e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      if (!listener.isClosed()) {
        new HttpConnection(socket, handler).serve();
      }
    } catch (IOException gone) {
      LOGGER.trace("connection ended", gone);
    } finally {
      open.remove(socket);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOGGER.trace("not closed", e);
    }
  }
}
