package dev.weir.provider.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An address at which no provider can be reached, for as long as it is not closed. */
public final class BadAddress implements AutoCloseable {

  private static final byte[] NO_TLS =
      "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final URI uri;
  private final AutoCloseable held;

  private BadAddress(URI uri, AutoCloseable held) {
    this.uri = uri;
    this.held = held;
  }

  /** The base of URLs, without a slash at the end. */
  public URI uri() {
    return uri;
  }

  /** A port that refuses connections, and that nobody else is given. */
  public static BadAddress refusing() {
    try {
      Socket bound = new Socket();
      bound.bind(new InetSocketAddress(loopback(), 0));
      return new BadAddress(uri("http", bound.getLocalPort()), bound);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A host without an address: the name is reserved for that (RFC 6761). */
  public static BadAddress unresolvable() {
    return new BadAddress(URI.create("http://provider.invalid"), () -> {});
  }

  /** A port that resets each connection before a byte is read. */
  public static BadAddress resetting() {
    return listening("http", socket -> socket.setSoLinger(true, 0));
  }

  /** An {@code https} port that speaks plain HTTP. */
  public static BadAddress withoutTls() {
    return listening(
        "https",
        socket -> {
          if (socket.getInputStream().read(new byte[4096]) >= 0) {
            socket.getOutputStream().write(NO_TLS);
          }
        });
  }

  /** An {@code https} port that closes each connection within the handshake. */
  public static BadAddress breakingTls() {
    return listening("https", socket -> socket.getInputStream().read(new byte[4096]));
  }

  @Override
  public void close() {
    try {
      held.close();
    } catch (Exception e) {
      throw new IllegalStateException("not closed: " + uri, e);
    }
  }

  private static BadAddress listening(String scheme, Deed deed) {
    try {
      ServerSocket listener = new ServerSocket(0, 1024, loopback());
      Thread.ofVirtual().name("bad-address").start(() -> accept(listener, deed));
      return new BadAddress(uri(scheme, listener.getLocalPort()), listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void accept(ServerSocket listener, Deed deed) {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        deed.run(socket);
      } catch (IOException gone) {
        // The client left first, or this address was closed.
      }
    }
  }

  private static URI uri(String scheme, int port) {
    return URI.create(scheme + "://127.0.0.1:" + port);
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
  }

  @FunctionalInterface
  private interface Deed {
    void run(Socket socket) throws IOException;
  }
}
